package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A whole node that asks for every query kind there is, those that are off by themselves included. */
@Tag("rig")
class AllKindsTest {
  /** Those whose first window is over within the test; sizes that are asked for hourly are there at once. */
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(28);

  @Test
  void everyKind_isServed_andCountedExactly() {
    World world = world();
    Map<String, String> settings = Map.of(
        "QUERY_KINDS",
        QueryKinds.allOn(Catalog.bundled().all()),
        "METRIC_REFRESH_INTERVAL_SECONDS",
        "300");
    try (Rig rig = Rig.sending(world, settings, Remotes.asking(Catalog.bundled()))) {
      rig.advance(LONG_ENOUGH);

      Books books = new Books(rig).assertExact();
      assertThat(books.seriesCompared()).isGreaterThan(1_500);
      Scrape scrape = rig.scrape();
      Set<String> missing = new TreeSet<>();
      for (Family family : Catalog.bundled().families()) {
        if (scrape.family(family.name()).isEmpty()) {
          missing.add(family.name());
        }
      }
      assertThat(missing).isEmpty();
      assertThat(scrape.family("cloudflare_account_info"))
          .containsOnlyKeys(Map.of(
              "account", "account",
              "account_id", world.accounts().get(0).id(),
              "name", "Account"));
      assertThat(scrape.sum("cloudflare_exporter_errors_total")).isZero();
      assertThat(rig.reasons()).isEmpty();
    }
  }

  /** One zone that may use everything, and one with little. */
  static World world() {
    World world = new World(7);
    Set<Entitlement> everything = EnumSet.allOf(Entitlement.class);
    String account = world.addAccount("Account", everything).id();
    world.addZone(account, "shop.example", Plan.ENTERPRISE, everything);
    world.addZone(account, "blog.example", Plan.FREE, Set.of());
    return world;
  }
}
