package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What OpenMetrics says about the beginning of counters, where a setting asks for it. */
@Tag("rig")
class CreatedTimestampsTest {
  private static final String OPENMETRICS = "application/openmetrics-text;version=1.0.0";
  private static final Map<String, String> ASKED_FOR = Map.of("CREATED_TIMESTAMPS", "true");
  private static final String COUNTERS = "cloudflare_(zone|worker|logpush|magic)_\\w+_total[{ ].*";

  @Test
  void everyCounter_isFollowedByItsBeginning_inOpenMetricsAlone() {
    try (Rig rig = new Rig(World.of(1, 2), SimulatorOptions.usual(), ASKED_FOR)) {
      long began = rig.now() / 1000;
      rig.advance(Duration.ofMinutes(12));
      List<String> lines = rig.get("/metrics", OPENMETRICS).lines().toList();

      int counters = 0;
      Set<Long> beginnings = new HashSet<>();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).matches(COUNTERS)) {
          counters++;
          String series = lines.get(i).substring(0, lines.get(i).lastIndexOf(' '));
          String next = lines.get(i + 1);
          int space = next.lastIndexOf(' ');
          assertThat(next.substring(0, space))
              .isEqualTo(series.replaceFirst("_total(?=[{]|$)", "_created"));
          long created = Long.parseLong(next.substring(space + 1));
          assertThat(created).as(next).isBetween(began - 1_200, rig.now() / 1000);
          beginnings.add(created);
        }
      }
      assertThat(counters).isGreaterThan(1_000);
      assertThat(beginnings).as("windows that brought series").hasSizeGreaterThan(3);
      assertThat(rig.get("/metrics")).doesNotContain("_created");
      assertThat(rig.scrape().sum("cloudflare_exporter_series"))
          .isLessThan(
              lines.stream().filter(line -> line.startsWith("cloudflare_")).count() * 0.7);
      new Books(rig).assertExact();
    }
  }

  @Test
  void nothingIsSaid_unasked() {
    try (Rig rig = Rig.of(World.of(1, 1))) {
      rig.advance(Duration.ofMinutes(8));

      assertThat(rig.get("/metrics", OPENMETRICS)).contains("# EOF").doesNotContain("_created{");
    }
  }
}
