package io.github.cfexporter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.MetricNames;
import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Tunables;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in files that change while the exporter runs. */
@Tag("unit")
class SecretFilesWatchTest {
  private static final long LOOK = 500;

  @TempDir
  Path directory;

  private static Vertx vertx;

  private final List<Mistake> mistakes = new ArrayList<>();
  private Path file;
  private Path token;
  private Path password;
  private LiveSettings live;
  private SettingsWatch watch;
  private long now = 1_000_000;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    vertx.close().await();
  }

  @BeforeEach
  void begin() throws IOException {
    file = directory.resolve("exporter.yaml");
    token = Files.writeString(directory.resolve("token"), "first\n");
    password = Files.writeString(directory.resolve("password"), "p1\n");
    Files.writeString(file, "queryLimit: 5\nlogLevel: warn\n");
    open();
  }

  private void open() {
    Map<String, String> environment = new HashMap<>();
    environment.put("CONFIG_FILE", file.toString());
    environment.put("CLOUDFLARE_API_TOKEN_FILE", token.toString());
    environment.put("BASIC_AUTH_USER", "prom");
    environment.put("BASIC_AUTH_PASSWORD_FILE", password.toString());
    live = LiveSettings.read(new SettingsReader(environment), MetricNames.ANY);
    watch = new SettingsWatch(vertx, live, mistakes::add);
  }

  @Test
  void newToken_isUsed_andHiddenFromThenOn() throws IOException {
    List<Settings> heard = new ArrayList<>();
    live.onChange((before, settings) -> heard.add(settings));
    Files.writeString(token, "second\n");

    look(2_000);

    assertThat(live.get().credentials().get(0).secret().reveal()).isEqualTo("second");
    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).secrets()).contains(live.get().credentials().get(0).secret());
  }

  @Test
  void unusableSecrets_leaveTheOldOnes_andTheFileFree() throws IOException {
    Files.writeString(token, "two words\n");
    Files.delete(password);
    Files.writeString(file, "queryLimit: 7\n");

    look(60_000);

    assertThat(live.get().credentials().get(0).secret().reveal()).isEqualTo("first");
    assertThat(queryLimit()).isEqualTo(7);
    assertThat(mistakes)
        .hasSize(2)
        .extracting(Mistake::toString)
        .noneMatch(mistake -> mistake.contains("two words"));

    Files.writeString(password, "p2\n");
    look(2_000);
    assertThat(live.get().secrets()).extracting(Object::toString).containsOnly("***");
    assertThat(live.get().secrets()).anyMatch(secret -> secret.reveal().equals("p2"));
  }

  private int queryLimit() {
    return live.get().get(Tunables.QUERY_LIMIT);
  }

  /** Lets time pass, with a look every half second as the verticle has it. */
  private void look(long millis) {
    for (long end = now + millis; now < end; ) {
      now += LOOK;
      watch.look(now).await();
    }
  }
}
