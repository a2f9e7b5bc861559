package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.graphql.Drift.Words;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The API's schema is not what it was: only what is gone is missing. */
@Tag("rig")
class DriftTest {
  private static final String FIREWALL = "firewallEventsAdaptiveGroups";
  private static final List<String> FEW =
      List.of("http-metrics", "colo-metrics", "request-method-metrics");

  /** Sources of a zone that these kinds have. */
  private static final int SOURCES = (int) Rig.KINDS.stream()
      .filter(kind -> FEW.contains(kind.name()))
      .mapToLong(kind -> kind.sources().size())
      .sum();

  @ParameterizedTest
  @EnumSource(Words.class)
  void undocumentedFieldsGone_costNothingButThemselves(Words words) {
    World world = World.of(1, 3);
    try (Rig rig = Rig.of(world)) {
      rig.simulator().drift().words(words);
      rig.advance(Duration.ofMinutes(4));
      rig.simulator().drift().removeUndocumented();
      rig.advance(Duration.ofMinutes(6));
      assertFresh(rig, 4 + 3 * 15);
      assertThat(refused(rig)).hasSizeBetween(1, 30);

      rig.simulator().log().clear();
      rig.advance(Duration.ofMinutes(2));
      assertThat(refused(rig)).isEmpty();
      assertThat(rig.scrape().sum("cloudflare_exporter_lost_seconds_total")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Words.class)
  void undocumentedFieldsUnknownFromTheStart_leaveEverythingExact(Words words) {
    try (Rig rig = Rig.of(World.of(1, 3))) {
      rig.simulator().drift().words(words);
      rig.simulator().drift().removeUndocumented();
      rig.advance(Duration.ofMinutes(6));

      assertFresh(rig, 4 + 3 * 15);
    }
  }

  @ParameterizedTest
  @EnumSource(Words.class)
  void datasetGone_leavesTheOthersAlone_andComesBack(Words words) {
    World world = World.of(1, 3);
    try (Rig rig = new Rig(world, SimulatorOptions.usual(), few())) {
      rig.simulator().drift().words(words);
      rig.advance(Duration.ofMinutes(4));
      rig.simulator().drift().removeDataset(FIREWALL);
      rig.advance(Duration.ofMinutes(6));
      Books books = new Books(rig).assertExact();
      assertThat(fresh(rig, books)).isEqualTo(books.sourcesCompared() - gone() * 3L);
      assertThat(refused(rig)).hasSizeBetween(1, 30);
      assertThat(rig.scrape().sum("cloudflare_exporter_errors_total")).isBetween(1.0, 6.0);

      rig.simulator().drift().restore();
      rig.advance(Duration.ofMinutes(66));
      books = new Books(rig).assertExact();
      assertThat(fresh(rig, books)).isEqualTo(books.sourcesCompared());
      assertThat(rig.scrape().sum("cloudflare_exporter_lost_seconds_total")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Words.class)
  void datasetUnknownFromTheStart_isLeftOutOfTheQuestionForLimits(Words words) {
    try (Rig rig = new Rig(World.of(1, 3), SimulatorOptions.usual(), few())) {
      rig.simulator().drift().words(words);
      rig.simulator().drift().removeDataset(FIREWALL);
      rig.advance(Duration.ofMinutes(6));

      Books books = new Books(rig).assertExact();
      assertThat(books.sourcesCompared()).isPositive();
      assertThat(fresh(rig, books)).isEqualTo(books.sourcesCompared());
      assertThat(books.sourcesCompared()).isEqualTo(3 * (SOURCES - (int) gone()));
    }
  }

  @ParameterizedTest
  @EnumSource(Words.class)
  void fieldGone_stopsItsSourceOnly(Words words) {
    try (Rig rig = new Rig(World.of(1, 3), SimulatorOptions.usual(), few())) {
      rig.simulator().drift().words(words);
      rig.advance(Duration.ofMinutes(4));
      rig.simulator().drift().remove("ZoneHttpRequestsAdaptiveGroupsSum", "edgeResponseBytes");
      rig.advance(Duration.ofMinutes(6));

      Books books = new Books(rig).assertExact();
      assertThat(fresh(rig, books)).isEqualTo(books.sourcesCompared() - 3);
      assertThat(refused(rig)).hasSizeBetween(1, 30);
    }
  }

  private static Map<String, String> few() {
    return Map.of("METRICS_DENYLIST", QueryKinds.denyAllBut(FEW.toArray(String[]::new)));
  }

  private static long gone() {
    return Rig.KINDS.stream()
        .filter(kind -> FEW.contains(kind.name()))
        .flatMap(kind -> kind.sources().stream())
        .filter(source -> source.dataset().equals(FIREWALL))
        .filter(source -> source.alternatives().isEmpty()) // others go on with what stands in
        .count();
  }

  private static void assertFresh(Rig rig, int sources) {
    Books books = new Books(rig).assertExact();
    assertThat(books.sourcesCompared()).isEqualTo(sources);
    assertThat(fresh(rig, books)).isEqualTo(sources);
  }

  private static long fresh(Rig rig, Books books) {
    return books.watermarks().stream().filter(at -> at > rig.now() / 1000 - 480).count();
  }

  private static List<Call> refused(Rig rig) {
    return rig.simulator().log().calls(call -> call.api() == Api.GRAPHQL && !call.ok());
  }
}
