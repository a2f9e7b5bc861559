package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.rig.TrueCounters.Meaning;
import io.github.cfexporter.simulator.traffic.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every family of every kind is what happened, counters exactly. */
@Tag("rig")
class CatalogTruthTest {
  private static final int TOLD = 12;
  private static final Window HOUR = new Window(AskedWorld.END - 3_600, AskedWorld.END);

  @Test
  void everyFamilyOfTheBuiltInKinds_isWhatHappened() {
    FamilyComparison comparison = compared(Catalog.bundled());

    assertThat(comparison.fractions()).isEmpty();
    assertThat(comparison.left()).containsExactly("cloudflare_zone_pool_health_status");
    assertThat(comparison.values()).isGreaterThan(5_000);
  }

  /** Each dataset that the simulator declares, asked by a kind that its fields make. */
  @Test
  void everyDatasetOfTheSimulator_canBeCounted() {
    FamilyComparison comparison = compared(DatasetKinds.catalog());

    assertThat(comparison.left()).isEmpty();
    assertThat(comparison.values()).isGreaterThan(10_000);
  }

  /** Two writings of the same: by hand, and from the catalog. */
  @Test
  void meaningsOfCounters_areWhatTheCatalogDeclares() {
    Catalog catalog = Catalog.bundled();
    Map<String, Meaning> declared = DeclaredCounters.of(catalog);
    TrueCounters counters = new TrueCounters();
    int compared = 0;
    try (AskedWorld world = new AskedWorld()) {
      for (GraphqlKind kind : catalog.kinds()) {
        for (Source source : kind.sources()) {
          for (Metric metric : source.metrics()) {
            String family = metric.name();
            if (declared.containsKey(family) && counters.byHand().contains(family)) {
              List<Event> events =
                  world.events(world.subjects(kind.scope()).get(0), source.dataset(), HOUR);
              assertThat(totals(declared.get(family), events))
                  .as(family)
                  .isEqualTo(totals(counters.byFamily().get(family), events));
              compared++;
            }
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(30);
  }

  private static Map<Map<String, String>, Long> totals(Meaning meaning, List<Event> events) {
    Map<Map<String, String>, Long> totals = new HashMap<>();
    events.stream()
        .filter(meaning.where())
        .forEach(event -> totals.merge(
            meaning.labels().apply(event), meaning.value().applyAsLong(event), Long::sum));
    return totals;
  }

  private static FamilyComparison compared(Catalog catalog) {
    try (AskedWorld world = new AskedWorld()) {
      FamilyComparison comparison = new FamilyComparison(world).of(catalog);
      List<String> differences = comparison.differences();
      assertThat(differences.stream().limit(TOLD).toList())
          .as("differences from the truth, %s in all", differences.size())
          .isEmpty();
      Set<String> families = new TreeSet<>();
      catalog.kinds().stream()
          .flatMap(kind -> kind.families().stream())
          .map(Family::name)
          .forEach(families::add);
      families.removeAll(comparison.left());
      families.removeAll(comparison.fractions());
      assertThat(comparison.compared()).isEqualTo(families);
      return comparison;
    }
  }
}
