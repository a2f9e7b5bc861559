package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes the demo for a while; what it stored must be the simulator's traffic, to
 * the last request. Debian's server; {@link PrometheusContainerTest} is the same with Docker.
 */
@Tag("system")
class PrometheusTest {
  private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");

  @TempDir
  Path directory;

  @Test
  void scrapedCounters_growByTheTrafficOfTheSimulator() throws Exception {
    Programs.need(PROMETHEUS.toString());
    try (ExporterProcess exporter = ExporterProcess.start(directory, DemoTraffic.QUICK, "--demo")) {
      int port = FreePort.find();
      Process prometheus = startPrometheus(port, exporter.baseUrl());
      try {
        List<Long> stored = Await.until(
            () -> DemoTraffic.stored("http://127.0.0.1:" + port), values -> values.size() >= 6);

        assertThat(DemoTraffic.starts())
            .as("a second from which the traffic adds up to each of %s", stored)
            .anyMatch(start -> DemoTraffic.totalsSince(start).containsAll(stored));
      } finally {
        prometheus.destroyForcibly();
      }
    }
  }

  private Process startPrometheus(int port, String target) throws IOException {
    Path config = Files.writeString(
        directory.resolve("prometheus.yml"),
        DemoTraffic.scrapeConfig(URI.create(target).getAuthority()));
    return new ProcessBuilder(
            PROMETHEUS.toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + directory.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("prometheus.log").toFile())
        .start();
  }
}
