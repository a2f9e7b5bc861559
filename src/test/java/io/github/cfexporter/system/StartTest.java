package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the process starts, and how it refuses to. */
@Tag("system")
class StartTest {
  @TempDir
  Path directory;

  @Test
  void withoutToken_itSaysInOneSentenceWhatToDo() throws Exception {
    try (ExporterProcess exporter = ExporterProcess.start(directory, Map.of())) {
      assertThat(exporter.exitCode()).isNotZero();
      assertThat(exporter.output().lines()).hasSize(1);
      assertThat(exporter.output()).contains("CLOUDFLARE_API_TOKEN").contains("--demo");
    }
  }

  @Test
  void withBadSettings_itNamesKeyValueAndRuleOfEach() throws Exception {
    Map<String, String> bad = Map.of(
        "CLOUDFLARE_API_TOKEN", "some-token", "QUERY_LIMIT", "many", "EXCLUDE_HOST", "maybe");
    try (ExporterProcess exporter = ExporterProcess.start(directory, bad)) {
      assertThat(exporter.exitCode()).isNotZero();
      assertThat(exporter.output())
          .contains("queryLimit", "\"many\"", "integer of 1 or more")
          .contains("excludeHost", "\"maybe\"", "true or false");
    }
  }

  /** cases.md 41: any member of the default name could join. */
  @Test
  void withMembersElsewhere_andNoSecret_itSaysInOneSentenceWhatToDo() throws Exception {
    Map<String, String> open =
        Map.of("CLOUDFLARE_API_TOKEN", "some-token", "CLUSTER_MEMBERS", "127.0.0.1,192.0.2.1");
    try (ExporterProcess exporter = ExporterProcess.start(directory, open)) {
      assertThat(exporter.exitCode()).isEqualTo(78);
      assertThat(exporter.output().lines()).hasSize(1);
      assertThat(exporter.output()).contains("CLUSTER_SECRET", "\"192.0.2.1\"", "not on loopback");
    }
  }

  @Test
  void withUnknownArgument_itPrintsItsUsage() throws Exception {
    try (ExporterProcess exporter = ExporterProcess.start(directory, Map.of(), "--dmeo")) {
      assertThat(exporter.exitCode()).isNotZero();
      assertThat(exporter.output()).contains("--dmeo").contains("--demo");
    }
  }

  @Test
  void withATakenPort_itEndsAndSaysSo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> port = Map.of("PORT", String.valueOf(taken.getLocalPort()));
      try (ExporterProcess exporter = ExporterProcess.start(directory, port, "--demo")) {
        assertThat(exporter.exitCode()).isEqualTo(78);
        assertThat(exporter.output())
            .contains("port is taken")
            .doesNotContain("\tat ", "Exception");
      }
    }
  }

  /** cases.md 20: one sentence and the exit code of a configuration that has to be mended. */
  @ParameterizedTest
  @CsvSource({
    "METRICS_PATH, /assets, METRICS_PATH",
    "METRICS_PATH, /zones.json, METRICS_PATH",
    "LISTEN_ADDRESS, 192.0.2.1, not one of this machine",
    "LISTEN_ADDRESS, no-such-host.invalid, no such host is known",
    "DATA_DIRECTORY, /dev/null, DATA_DIRECTORY=/dev/null",
    "CONFIG_FILE, /dev/zero, it is a pipe or device",
    "CLOUDFLARE_API_TOKEN_FILE, /dev/zero, it is a pipe or device",
    "CLOUDFLARE_API_BASE_URL, http://192.0.2.1, unencrypted"
  })
  void whatCannotBe_isToldInOneSentence(String variable, String value, String sentence)
      throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("CLOUDFLARE_API_BASE_URL", "http://127.0.0.1:1/");
    environment.put(variable, value);
    if (!variable.equals("CLOUDFLARE_API_TOKEN_FILE")) {
      environment.put("CLOUDFLARE_API_TOKEN", "some-token");
    }
    try (ExporterProcess exporter = ExporterProcess.start(directory, environment)) {
      assertThat(exporter.exitCode()).isEqualTo(78);
      assertThat(exporter.output()).contains(sentence).doesNotContain("\tat ", "Exception");
      assertThat(exporter.output().lines().filter(line -> line.contains(sentence)))
          .hasSize(1);
    }
  }

  /** cases.md 20: nothing is written there. */
  @Test
  void withoutADirectoryForTemporaryFiles_itServes() throws Exception {
    Map<String, String> environment =
        Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + directory.resolve("there/is/none"));
    try (ExporterProcess exporter = ExporterProcess.start(directory, environment, "--demo")) {
      assertThat(exporter.get("/-/ready").statusCode()).isEqualTo(200);
      assertThat(exporter.get("/").statusCode()).isEqualTo(200);
    }
  }

  /** cases.md 21: to open it would wait for a writer for ever. */
  @Test
  void pipeInPlaceOfAFile_isRefusedAtOnce() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (String variable : List.of("CONFIG_FILE", "CLOUDFLARE_API_TOKEN_FILE")) {
      Map<String, String> environment = Map.of(variable, pipe.toString());
      try (ExporterProcess exporter = ExporterProcess.start(directory, environment)) {
        assertThat(exporter.exitCode()).isEqualTo(78);
        assertThat(exporter.output()).contains("it is a pipe or device");
      }
    }
  }

  /** cases.md 19. */
  @Test
  void variablesThatNobodyReads_areToldInTheLogAndOnThePage() throws Exception {
    Map<String, String> environment =
        Map.of("CF_ZONE", "a", "METRIC_DENYLIST", "b", "CF_API_TOKEN", "some-secret");
    try (ExporterProcess exporter = ExporterProcess.start(directory, environment, "--demo")) {
      String page = exporter.get("/status.json").body();
      for (String output : List.of(page, exporter.output())) {
        assertThat(output)
            .contains("CF_ZONE is not read by this exporter; use CF_ZONES")
            .contains("METRIC_DENYLIST is not read by this exporter; use METRICS_DENYLIST")
            .contains("CF_API_TOKEN is not read by this exporter; use CLOUDFLARE_API_TOKEN")
            .doesNotContain("some-secret");
      }
    }
  }

  @Test
  void askedForItsVersion_itTellsIt_andNeedsNoToken() throws Exception {
    try (ExporterProcess exporter = ExporterProcess.start(directory, Map.of(), "--version")) {
      assertThat(exporter.exitCode()).isZero();
      assertThat(exporter.output()).matches("\\d+\\.\\d+\\.\\d+.*");
    }
  }

  @Test
  void terminated_itStopsInOrder() throws Exception {
    try (ExporterProcess exporter = ExporterProcess.start(directory, Map.of(), "--demo")) {
      exporter.baseUrl();
      exporter.terminate();

      assertThat(exporter.exitCode()).isZero();
      String stopping = exporter.output().split("\"message\":\"stopping\"", 2)[1];
      assertThat(stopping)
          .contains("\"message\":\"stopped\"")
          .doesNotContain("\"level\":\"ERROR\"");
    }
  }

  @Test
  void withCloudflareAway_itIsAliveAndReady() throws Exception {
    Map<String, String> nowhere = Map.of(
        "CLOUDFLARE_API_TOKEN", "some-token", "CLOUDFLARE_API_BASE_URL", "http://127.0.0.1:1/");
    try (ExporterProcess exporter = ExporterProcess.start(directory, nowhere)) {
      assertThat(exporter.get("/-/healthy").statusCode()).isEqualTo(200);
      assertThat(exporter.get("/-/ready").statusCode()).isEqualTo(200);
      assertThat(exporter.get("/health").statusCode()).isEqualTo(503);
      assertThat(exporter.get("/metrics").body()).contains("cloudflare_exporter_up 0");
      assertThat(exporter.output()).doesNotContain("some-token");
    }
  }

  @Test
  void alone_itOpensNoPortButThatOfHttp() throws Exception {
    assumeThat(OpenPorts.canBeRead())
        .as("this system has no /proc to read ports from")
        .isTrue();
    Map<String, String> nowhere = Map.of(
        "CLOUDFLARE_API_TOKEN", "some-token", "CLOUDFLARE_API_BASE_URL", "http://127.0.0.1:1/");
    try (ExporterProcess exporter = ExporterProcess.start(directory, nowhere)) {
      int http = URI.create(exporter.baseUrl()).getPort();
      Await.until(() -> exporter.get("/-/ready").statusCode(), status -> status == 200);

      assertThat(OpenPorts.of(exporter.pid())).containsExactly("tcp " + http);
    }
  }
}
