package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An agency: more accounts than one budget could ask of in a quarter of an hour. */
@Tag("rig")
class ManyAccountsTest {
  private static final int ACCOUNTS = 200;
  private static final int ZONES = 10;

  /** Three documents of an account in each refresh, as all kinds ask them, with less to answer. */
  private static final Map<String, String> THREE_DOCUMENTS = Map.of(
      "METRICS_DENYLIST",
      QueryKinds.denyAllBut("request-method-metrics", "health-check-metrics", "logpush-zone"),
      "GRAPHQL_NODES_PER_DOCUMENT",
      String.valueOf(ZONES));

  @Test
  void everyAccount_hasDataWithinTwoMinutes() {
    World world = World.of(ACCOUNTS, ZONES);
    try (Rig rig = new Rig(world, SimulatorOptions.usual(), THREE_DOCUMENTS)) {
      rig.advance(Duration.ofMinutes(2));

      assertThat(withData(rig)).hasSize(ACCOUNTS);
      Scrape scrape = rig.scrape();
      assertThat(scrape.family("cloudflare_exporter_rate_limit_mode"))
          .containsEntry(Map.of("mode", "account"), 1.0);
      assertThat(scrape.sum("cloudflare_exporter_errors_total"))
          .isZero(); // no budget was overdrawn
    }
  }

  private static Set<String> withData(Rig rig) {
    return rig.scrape().family("cloudflare_zone_requests_by_method_total").keySet().stream()
        .map(labels -> labels.get("account"))
        .collect(Collectors.toSet());
  }
}
