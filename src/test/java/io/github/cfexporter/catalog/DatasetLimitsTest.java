package io.github.cfexporter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DatasetLimitsTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void shapeWithMoreLeavesThanAllowed_isNotAskedFor() {
    Shape.Builder builder = new Shape.Builder();
    builder.leaf("count");
    builder.leaf("dimensions.coloCode");
    builder.list("sum.countryMap").leaf("requests");
    Shape shape = builder.build();

    assertThat(shape.size()).isEqualTo(3);
    assertThat(new DatasetLimits(true, Set.of(), DAY, DAY, 10, 3).allow(shape)).isTrue();
    assertThat(new DatasetLimits(true, Set.of(), DAY, DAY, 10, 2).allow(shape)).isFalse();
  }

  @Test
  void noSource_hasMoreLeavesThanCloudflareAllows() {
    for (GraphqlKind kind : Catalog.bundled().kinds()) {
      int most = kind.scope() == Scope.ACCOUNT ? 30 : 70;
      for (Source source : kind.sources()) {
        assertThat(source.shape().size()).as(kind.name()).isBetween(1, most);
      }
    }
  }

  @Test
  void noCounter_readsTheSampleInterval_becauseCountsAreScaledAlready() {
    for (GraphqlKind kind : Catalog.bundled().kinds()) {
      for (Source source : kind.sources()) {
        assertThat(source.metrics())
            .filteredOn(metric -> metric.type() == MetricType.COUNTER)
            .flatExtracting(metric -> metric.value().paths())
            .as(kind.name())
            .noneMatch(leaf -> leaf.contains("sampleInterval"));
      }
    }
  }
}
