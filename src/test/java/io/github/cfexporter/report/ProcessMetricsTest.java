package io.github.cfexporter.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.config.ReloadState;
import io.github.cfexporter.exposition.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Metrics of the process, by their usual names, and whether its configuration is the one on disk. */
@Tag("unit")
class ProcessMetricsTest {
  private final ProcessMetrics metrics = ProcessMetrics.create();

  @Test
  void standardNames_areServed() {
    for (String name : List.of(
        "process_cpu_seconds_total",
        "process_open_fds",
        "process_max_fds",
        "process_start_time_seconds",
        "process_resident_memory_bytes",
        "process_virtual_memory_bytes")) {
      assertThat(value(name)).as(name).isPositive();
    }
  }

  @Test
  void reload_isSuccessfulAgain_whenEverySourceIs() {
    long[] now = {5_000};
    ReloadState reloads = new ReloadState(() -> now[0]);
    metrics.reloads(reloads);
    assertThat(value("cloudflare_exporter_config_last_reload_successful")).isEqualTo(1);

    now[0] = 9_000;
    reloads.refused("file");
    reloads.taken("secret");
    assertThat(value("cloudflare_exporter_config_last_reload_successful")).isZero();
    assertThat(value("cloudflare_exporter_config_last_reload_success_timestamp_seconds"))
        .isEqualTo(9);

    reloads.taken("file");
    assertThat(value("cloudflare_exporter_config_last_reload_successful")).isEqualTo(1);
  }

  private double value(String name) {
    return new String(metrics.text(Format.TEXT), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name));
  }
}
