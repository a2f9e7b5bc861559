package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.values.Credential;
import io.github.cfexporter.settings.values.Secret;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.Grant;
import io.github.cfexporter.simulator.world.Permission;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens that may read zones, and nothing of the account they are in. */
@Tag("rig")
class ZoneTokenTest {
  private static final String TOKEN = "a-token-of-one-zone";
  private static final String ID = Credential.token(new Secret(TOKEN)).id();
  private static final int OF_ZONE = 15;

  private final World world = World.of(2, 2);
  private final Zone zone = world.zones().get(1);

  @Test
  void tokenOfOneZone_countsThatZone_andTellsWhatIsMissing() {
    try (Rig rig = rig(Grant.everything().ofZones(zone.id()))) {
      rig.advance(Duration.ofMinutes(9));

      assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(OF_ZONE);
      assertThat(rig.scrape().sum("cloudflare_accounts")).isEqualTo(1);
      assertThat(rig.reasons())
          .anyMatch(reason -> reason.startsWith("Account · Account Analytics · Read is missing for"
              + " token " + ID + " for account Account 0: "));
      assertThat(rig.scrape().sum("cloudflare_exporter_up")).isEqualTo(1);
    }
  }

  @Test
  void tokenWithoutAccountAnalytics_countsAllZones() {
    try (Rig rig = rig(Grant.everything().without(Permission.ACCOUNT_ANALYTICS))) {
      rig.advance(Duration.ofMinutes(9));

      assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(4 * OF_ZONE);
      assertThat(rig.reasons())
          .contains("Account · Account Analytics · Read is missing for token " + ID
              + " for account Account 1: metrics of Workers, Logpush and Magic Transit of the"
              + " account are not collected");
    }
  }

  private Rig rig(Grant grant) {
    return new Rig(
        world,
        SimulatorOptions.usual(),
        Map.of("CLOUDFLARE_API_TOKEN", TOKEN),
        simulator -> simulator.tokens().add(TOKEN, grant));
  }
}
