package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

/** {@link PrometheusTest} with the newest Prometheus in Docker; skipped where Docker is missing. */
@Testcontainers(disabledWithoutDocker = true)
@Tag("system")
class PrometheusContainerTest {
  private static final int PROMETHEUS_PORT = 9090;

  @TempDir
  Path directory;

  @Test
  void scrapedCounters_growByTheTrafficOfTheSimulator() throws Exception {
    Map<String, String> environment = new java.util.HashMap<>(DemoTraffic.QUICK);
    environment.put("LISTEN_ADDRESS", "0.0.0.0");
    try (ExporterProcess exporter = ExporterProcess.start(directory, environment, "--demo")) {
      int port = URI.create(exporter.baseUrl()).getPort();
      org.testcontainers.Testcontainers.exposeHostPorts(port);
      String config = DemoTraffic.scrapeConfig("host.testcontainers.internal:" + port, "/metrics");
      try (GenericContainer<?> prometheus = new GenericContainer<>(
              DockerImageName.parse("prom/prometheus:latest"))
          .withExposedPorts(PROMETHEUS_PORT)
          .withCopyToContainer(Transferable.of(config), "/etc/prometheus/prometheus.yml")) {
        prometheus.start();
        String api =
            "http://" + prometheus.getHost() + ":" + prometheus.getMappedPort(PROMETHEUS_PORT);
        List<Long> stored =
            Await.until(() -> DemoTraffic.stored(api), values -> values.size() >= 6);

        assertThat(DemoTraffic.starts())
            .anyMatch(start -> DemoTraffic.totalsSince(start).containsAll(stored));
      }
    }
  }
}
