package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** cases.md 18 and 22b: zones and accounts by name or id, in any case, and what is not there. */
@Tag("rig")
class ChosenZonesTest {
  private static final String REQUESTS = "cloudflare_zone_requests_total";

  private final World world = World.of(2, 3);
  private Rig rig;

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void zones_areSelectedByNameAndById_inAnyCase_andAreExact() {
    List<Zone> zones = world.zones();
    String byName = zones.get(0).name().toUpperCase(Locale.ROOT);
    String byId = zones.get(4).id().toUpperCase(Locale.ROOT);
    start(Map.of("CF_ZONES", byName + ", " + byId + ","));

    assertThat(served())
        .containsExactlyInAnyOrder(zones.get(0).name(), zones.get(4).name());
    assertThat(rig.reasons()).isEmpty();
    new Books(rig).assertExact();
  }

  @Test
  void zonesAndAccounts_areLeftOutByName() {
    List<Zone> zones = world.zones();
    start(Map.of(
        "CF_EXCLUDE_ZONES", zones.get(1).name(),
        "CF_FREE_TIER_ACCOUNTS", world.accounts().get(1).name().toUpperCase(Locale.ROOT)));

    assertThat(served())
        .containsExactlyInAnyOrder(zones.get(0).name(), zones.get(2).name());
    assertThat(rig.get("/zones.json?account=" + world.accounts().get(1).id()))
        .contains("skipped: its account is in cfFreeTierAccounts");
    assertThat(rig.reasons()).isEmpty();
  }

  @Test
  void accounts_areSelectedByName() {
    start(Map.of("CF_ACCOUNTS", world.accounts().get(1).name().toLowerCase(Locale.ROOT)));

    assertThat(rig.scrape().sum("cloudflare_accounts")).isEqualTo(1);
    assertThat(served()).hasSize(3);
  }

  @Test
  void whatIsNotThere_isToldOnThePage_untilItIsThereOrNoLongerAskedFor() {
    start(Map.of(
        "CF_ZONES", world.zones().get(0).name() + ",typo.example",
        "CF_ACCOUNTS", world.accounts().get(0).id() + ",ffffffffffffffffffffffffffffffff"));

    assertThat(rig.reasons())
        .containsExactlyInAnyOrder(
            "cfZones=typo.example selects nothing: no zone of the accounts that are collected has"
                + " that id or name.",
            "cfAccounts=ffffffffffffffffffffffffffffffff selects nothing: no account that the"
                + " token may see has that id or name.");
    rig.set("CF_ZONES", "");
    rig.set("CF_ACCOUNTS", "");
    rig.advance(Duration.ofMinutes(3));

    assertThat(rig.reasons()).isEmpty();
  }

  private void start(Map<String, String> environment) {
    rig = new Rig(world, SimulatorOptions.usual(), environment);
    rig.advance(Duration.ofMinutes(4));
  }

  private List<String> served() {
    return rig.scrape().family(REQUESTS).keySet().stream()
        .map(labels -> labels.get("zone"))
        .distinct()
        .collect(Collectors.toList());
  }
}
