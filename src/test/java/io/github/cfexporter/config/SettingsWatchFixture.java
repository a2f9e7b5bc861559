package io.github.cfexporter.config;

import io.github.cfexporter.settings.MetricNames;
import io.github.cfexporter.settings.Mistake;
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
import org.junit.jupiter.api.io.TempDir;

/** A configuration file and files of secrets that are watched, by a clock that the test moves. */
abstract class SettingsWatchFixture {
  static final long LOOK = 500;

  @TempDir
  Path directory;

  static Vertx vertx;

  final List<Mistake> mistakes = new ArrayList<>();
  Path file;
  Path token;
  Path password;
  LiveSettings live;
  SettingsWatch watch;
  long now = 1_000_000;

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
    token = Files.writeString(directory.resolve("token"), "first-token\n");
    password = Files.writeString(directory.resolve("password"), "password1\n");
    Files.writeString(file, "queryLimit: 5\nlogLevel: warn\n");
    open();
  }

  void open() {
    open(Map.of());
  }

  /** @param more environment variables */
  void open(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("CONFIG_FILE", file.toString());
    environment.put("CLOUDFLARE_API_TOKEN_FILE", token.toString());
    environment.put("BASIC_AUTH_USER", "prom");
    environment.put("BASIC_AUTH_PASSWORD_FILE", password.toString());
    environment.put("SCRAPE_DELAY_SECONDS", "90");
    environment.putAll(more);
    live = LiveSettings.read(new SettingsReader(environment), MetricNames.ANY);
    watch = new SettingsWatch(vertx, live, mistakes::add);
  }

  int queryLimit() {
    return live.get().get(Tunables.QUERY_LIMIT);
  }

  /** Lets time pass, with a look every half second as the verticle has it. */
  void look(long millis) {
    for (long end = now + millis; now < end; ) {
      now += LOOK;
      watch.look(now).await();
    }
  }
}
