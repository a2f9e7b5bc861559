package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changing the configuration of a running process, as settings.md tells it. */
@Tag("system")
class ConfigurationTest {
  private static final Map<String, String> NOWHERE = Map.of(
      "CLOUDFLARE_API_TOKEN", "some-token", "CLOUDFLARE_API_BASE_URL", "http://127.0.0.1:1/");

  @TempDir
  Path directory;

  @Test
  void examplesOfTheReadme_work() throws Exception {
    Programs.need("/usr/bin/curl");
    try (ExporterProcess exporter = ExporterProcess.start(directory, NOWHERE)) {
      List<String> examples = commands("config-example");
      assertThat(examples).hasSizeGreaterThan(5).allMatch(command -> command.startsWith("curl "));
      for (String command : examples) {
        assertThat(run(command, exporter).getMap()).as(command).doesNotContainKey("error");
      }
      for (String command : commands("config-refusal")) {
        assertThat(run(command, exporter).getString("error")).as(command).contains("is refused");
      }
      assertThat(exporter.get("/config").body()).doesNotContain("override");
    }
  }

  @Test
  void valueSetAtRuntime_survivesARestart_andACrashRightAfterIt() throws Exception {
    try (ExporterProcess exporter = ExporterProcess.start(directory, NOWHERE)) {
      exporter.put("/config/queryLimit", "{\"value\": 77}");
      exporter.terminate();
      exporter.exitCode();
    }
    try (ExporterProcess exporter = ExporterProcess.start(directory, NOWHERE)) {
      assertThat(value(exporter, "queryLimit")).isEqualTo(overridden("queryLimit", 77));
      exporter.put("/config/queryLimit", "{\"value\": 78}");
    } // killed
    try (ExporterProcess exporter = ExporterProcess.start(directory, NOWHERE)) {
      assertThat(value(exporter, "queryLimit")).isEqualTo(overridden("queryLimit", 78));
    }
  }

  @Test
  void file_isFollowed_whereNothingStrongerIsSet() throws Exception {
    Path file = Files.createDirectories(directory.resolve("conf")).resolve("exporter.yaml");
    Files.writeString(file, "queryLimit: 5\nscrapeDelaySeconds: 90\n");
    Map<String, String> environment = new HashMap<>(NOWHERE);
    environment.put("SCRAPE_DELAY_SECONDS", "60");
    try (ExporterProcess exporter = ExporterProcess.start(directory, environment)) {
      assertThat(value(exporter, "queryLimit").getString("source")).isEqualTo("file");
      assertThat(value(exporter, "scrapeDelaySeconds").getInteger("value")).isEqualTo(60);

      Files.writeString(file, "queryLimit: lots\n");
      Await.until(exporter::output, output -> output.contains("\\\"lots\\\" is refused"));
      assertThat(value(exporter, "queryLimit").getInteger("value")).isEqualTo(5);

      Files.writeString(file, "queryLimit: 6\n");
      Await.until(
          () -> value(exporter, "queryLimit").getInteger("value"), value -> value.equals(6));
    }
  }

  /** cases.md 23: the signal that services send for it reads everything again, and ends nothing. */
  @Test
  void hangUp_readsFilesAgain_andSaysWhatItRefuses() throws Exception {
    Path file = Files.createDirectories(directory.resolve("conf")).resolve("exporter.yaml");
    Files.writeString(file, "queryLimit: 5\n");
    try (ExporterProcess exporter = ExporterProcess.start(directory, NOWHERE)) {
      exporter.baseUrl();
      exporter.signal("HUP");
      Await.until(exporter::output, output -> output.contains("read again"));
      assertThat(exporter.output()).contains("refused=0");

      Files.writeString(file, "queryLimit: lots\n");
      exporter.signal("HUP");
      Await.until(exporter::output, output -> output.contains("refused=1"));
      assertThat(value(exporter, "queryLimit").getInteger("value")).isEqualTo(5);
      assertThat(exporter.get("/metrics").body())
          .containsPattern("errors_total\\{account_id=\"\",error_code=\"CONFIG_INVALID\"} [1-9]");

      Files.writeString(file, "queryLimit: 6\n");
      exporter.signal("HUP");
      Await.until(
          () -> value(exporter, "queryLimit").getInteger("value"), value -> value.equals(6));
      assertThat(exporter.isRunning()).isTrue();
    }
  }

  @Test
  void logFormat_actsAtOnce() throws Exception {
    try (ExporterProcess exporter = ExporterProcess.start(directory, NOWHERE)) {
      exporter.put("/config/logFormat", "{\"value\": \"pretty\"}");

      Await.until(
          exporter::output,
          output -> output
              .lines()
              .anyMatch(line ->
                  line.contains("setting changed: key=logFormat") && !line.startsWith("{")));
    }
  }

  @Test
  void passwordFile_isFollowed_andNeverLogged() throws Exception {
    Path password = Files.writeString(directory.resolve("password"), "old-password\n");
    Map<String, String> environment = new HashMap<>(NOWHERE);
    environment.put("BASIC_AUTH_USER", "prom");
    environment.put("BASIC_AUTH_PASSWORD_FILE", password.toString());
    try (ExporterProcess exporter = ExporterProcess.start(directory, environment)) {
      assertThat(exporter.get("/config").statusCode()).isEqualTo(401);
      assertThat(status(exporter, "prom:old-password")).isEqualTo(200);

      Files.writeString(password, "new-password\n");
      Await.until(() -> status(exporter, "prom:new-password"), status -> status == 200);
      assertThat(status(exporter, "prom:old-password")).isEqualTo(401);
      assertThat(exporter.output())
          .contains("BASIC_AUTH_PASSWORD")
          .doesNotContain("old-password", "new-password", "some-token");
    }
  }

  @Test
  void configurationApi_canBeSwitchedOff() throws Exception {
    Map<String, String> environment = new HashMap<>(NOWHERE);
    environment.put("DISABLE_CONFIG_API", "true");
    try (ExporterProcess exporter = ExporterProcess.start(directory, environment)) {
      for (String path :
          List.of("/config", "/config/defaults", "/config/queryLimit", "/assets/keys.json")) {
        assertThat(exporter.get(path).statusCode()).as(path).isEqualTo(404);
      }
      assertThat(exporter.get("/").statusCode()).isEqualTo(200);
    }
  }

  private static JsonObject overridden(String key, int value) {
    return new JsonObject().put("key", key).put("value", value).put("source", "override");
  }

  private static JsonObject value(ExporterProcess exporter, String key) throws Exception {
    return new JsonObject(exporter.get("/config/" + key).body());
  }

  private static int status(ExporterProcess exporter, String login) throws Exception {
    String encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    HttpRequest request = HttpRequest.newBuilder(URI.create(exporter.baseUrl() + "/config"))
        .header("Authorization", "Basic " + encoded)
        .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  /** Commands of the page's blocks of a kind, each on one line. */
  private static List<String> commands(String kind) throws Exception {
    Matcher blocks = Pattern.compile("```sh " + kind + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of("src/site/markdown/settings.md")));
    StringBuilder text = new StringBuilder();
    while (blocks.find()) {
      text.append(blocks.group(1));
    }
    return text.toString()
        .replace("\\\n", " ")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  private static JsonObject run(String command, ExporterProcess exporter) throws Exception {
    String here = command.replace("http://localhost:8787", exporter.baseUrl());
    Process shell =
        new ProcessBuilder("/bin/bash", "-c", here).redirectErrorStream(true).start();
    String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).as(answer).isZero();
    return new JsonObject(answer);
  }
}
