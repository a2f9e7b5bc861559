package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.accounts.Names;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.Zone;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is told of zones is what there is in the world, also after that has changed. */
@Tag("rig")
class ZoneInfoTest extends DiscoveryFixture {
  private static final String INFO = "cloudflare_zone_info";

  @Test
  void zones_areToldAsTheyAre_andAsTheyBecome() {
    assertThat(rig.scrape().family(INFO)).hasSize(2).isEqualTo(truth());

    Set<Entitlement> everything = EnumSet.allOf(Entitlement.class);
    String other = rig.world().addAccount("Other", everything).id();
    rig.world().addZone(other, "free.example", Plan.FREE, Set.of());
    rig.world().changePlan(zone.id(), Plan.BUSINESS);
    rig.world().changeStatus(zone.id(), "moved");
    rig.world().renameAccount(account, "New Name");
    rig.advance(NOTICED);

    assertThat(rig.scrape().family(INFO)).hasSize(3).isEqualTo(truth()).containsKey(moved());
    assertThat(rig.get("/metrics/lablabs")).contains("# TYPE cloudflare_zone_info gauge");
  }

  @Test
  void zonesThatAreLeftOutOrGone_leave() {
    rig.set("CF_EXCLUDE_ZONES", zone.id());
    rig.advance(NOTICED);
    assertThat(rig.scrape().family(INFO)).hasSize(1);

    rig.set("METRICS_DENYLIST", INFO);
    assertThat(rig.scrape().family(INFO)).isEmpty();

    rig.set("METRICS_DENYLIST", "");
    rig.world().removeAccount(account);
    rig.advance(NOTICED.plus(KEPT));
    assertThat(rig.scrape().family(INFO)).isEmpty();
  }

  private Map<String, String> moved() {
    return Map.of(
        "zone", zone.name(),
        "account", "new-name",
        "zone_id", zone.id(),
        "plan", "business",
        "status", "moved");
  }

  private Map<Map<String, String>, Double> truth() {
    return rig.world().zones().stream().collect(Collectors.toMap(this::labels, known -> 1.0));
  }

  private Map<String, String> labels(Zone known) {
    String name = rig.world().account(known.accountId()).orElseThrow().name();
    return Map.of(
        "zone", known.name(),
        "account", Names.account(name),
        "zone_id", known.id(),
        "plan", known.plan().legacyId(),
        "status", known.status());
  }
}
