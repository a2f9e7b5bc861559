package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A query kind comes whose dataset the plans have not been asked about. */
@Tag("rig")
class NewDatasetsTest {
  private static final String DATASET = "healthCheckEventsAdaptiveGroups";
  private static final String EVENTS = "cloudflare_zone_health_check_events_origin_total";

  /** In the place of the built-in kind, of which nothing is asked until the file goes. */
  private static final String WITHOUT = """
      kind: health-check-metrics
      scope: zone
      sources:
        - dataset: httpRequestsAdaptiveGroups
          labels: {cache: dimensions.cacheStatus, protocol: dimensions.clientSSLProtocol}
          metrics:
            - name: cloudflare_zone_shop_requests_total
              help: Requests by cache status.
              counter: count
      """;

  private static final Map<String, String> SETTINGS =
      Map.of("NEW_SERIES_ZERO_SECONDS", "0", "QUERY_KINDS", QueryKinds.usualOnly());

  @TempDir
  private Path directory;

  @Test
  void plansAreAskedFirst_soThatNoZoneIsAskedInVain() throws IOException {
    Path file = Files.writeString(directory.resolve("health-check-metrics.yaml"), WITHOUT);
    World world = World.of(1, 3);
    Zone closed = world.zones().get(0);
    world.close(closed.id(), DATASET);
    try (Rig rig = Rig.sending(world, SETTINGS, Remotes.withKinds(directory))) {
      rig.advance(Duration.ofMinutes(4));
      assertThat(timesAsked(rig)).isZero();

      Files.delete(file);
      rig.advance(Duration.ofMinutes(4));

      assertThat(timesAsked(rig)).isPositive();
      assertThat(rig.simulator().log().calls()).extracting(Call::outcome).containsOnly("ok");
      assertThat(rig.scrape().sum(EVENTS, Map.of("zone", closed.name()))).isZero();
      assertThat(rig.scrape().sum(EVENTS, Map.of("zone", world.zones().get(1).name())))
          .isPositive();
      new Books(rig).assertExact();
    }
  }

  private static long timesAsked(Rig rig) {
    return rig.simulator().log().calls().stream()
        .flatMap(call -> call.nodes().stream())
        .filter(node -> node.dataset().equals(DATASET))
        .count();
  }
}
