package io.github.cfexporter.simulator.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.traffic.Dataset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole schema takes seconds to make, which a demo that needs a part of it must not wait for. */
@Tag("unit")
class SchemaTest {

  @Test
  void usualSchema_isAFractionOfTheWhole_andHasEveryModelledDataset() {
    assertThat(Dataset.all()).hasSizeGreaterThan(80).containsAll(Dataset.modelled());
    assertThat(Dataset.all())
        .allMatch(dataset -> Schema.whole().getObjectType(dataset.type()) != null);
    assertThat(Dataset.modelled())
        .allMatch(dataset -> Schema.usual().getObjectType(dataset.type()) != null);
    assertThat(5 * Schema.usual().getAllTypesAsList().size())
        .isLessThan(Schema.whole().getAllTypesAsList().size() * 2);
  }

  @Test
  void wholeSchema_isForOtherDatasetsAndForQuestionsAboutItself() {
    assertThat(Schema.needsWhole("{ viewer { zones { httpRequestsAdaptiveGroups { count } } } }"))
        .isFalse();
    assertThat(Schema.needsWhole("{ viewer { zones { dnsAnalyticsAdaptiveGroups { count } } } }"))
        .isTrue();
    assertThat(Schema.needsWhole("{ __type(name: \"zone\") { name } }")).isTrue();
    assertThat(Schema.needsWhole("not a document")).isFalse();
  }
}
