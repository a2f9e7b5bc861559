package io.github.cfexporter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that every kind keeps; a new file is covered by being listed. */
@Tag("unit")
class CatalogTest {
  private static final Catalog CATALOG = Catalog.bundled();

  /** Families of the contract that do not come from GraphQL. */
  private static final Set<String> ELSEWHERE = Set.of(
      "cloudflare_exporter_up",
      "cloudflare_exporter_errors_total",
      "cloudflare_accounts",
      "cloudflare_zones",
      "cloudflare_zones_filtered",
      "cloudflare_zones_processed",
      "cloudflare_zones_skipped_free_tier",
      "cloudflare_account_info",
      "cloudflare_zone_info");

  static Stream<Contract> promisedFamilies() {
    return Contract.all().stream().filter(family -> !ELSEWHERE.contains(family.metric()));
  }

  static Stream<GraphqlKind> everyKind() {
    return CATALOG.kinds().stream();
  }

  @ParameterizedTest
  @MethodSource("promisedFamilies")
  void promisedFamily_isServedOnceWithItsTypeAndLabels(Contract promised) {
    List<Family> served = CATALOG.families().stream()
        .filter(family -> family.name().equals(promised.metric()))
        .toList();

    assertThat(served).hasSize(1);
    assertThat(served.get(0).type().word()).isEqualTo(promised.type());
    assertThat(served.get(0).labels()).containsAll(promised.labels()).contains("account");
  }

  @Test
  void catalogAndOtherCollectors_makeUpTheContract() {
    Stream<String> graphql = CATALOG.families().stream().map(Family::name);

    assertThat(Stream.concat(graphql, ELSEWHERE.stream()))
        .containsExactlyInAnyOrderElementsOf(
            Contract.all().stream().map(Contract::metric).toList());
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void counters_endInTotal_andGaugesDoNot(GraphqlKind kind) {
    assertThat(kind.families())
        .allSatisfy(family -> assertThat(family.name().endsWith("_total"))
            .as(family.name())
            .isEqualTo(family.type() == MetricType.COUNTER));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void help_namesItsSource(GraphqlKind kind) {
    for (Source source : kind.sources()) {
      assertThat(source.metrics())
          .allSatisfy(
              metric -> assertThat(metric.help()).contains(". Source " + source.dataset() + " "));
    }
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void rollups_areReadInWholeRows(GraphqlKind kind) {
    for (Source source : kind.sources()) {
      assertThat(source.granularity())
          .isEqualTo(
              source.dataset().endsWith("1mGroups")
                  ? Duration.ofMinutes(1)
                  : source.timing().argument().granularity());
    }
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void excludedHost_leavesLabelsAndSelection(GraphqlKind kind) {
    for (Source source : kind.without("host").sources()) {
      assertThat(source.nodes())
          .flatExtracting(node -> node.shape().leaves())
          .doesNotContain("dimensions.clientRequestHTTPHost");
    }
    assertThat(kind.without("host").families())
        .hasSameSizeAs(kind.families())
        .allSatisfy(family -> assertThat(family.labels()).doesNotContain("host"));
  }

  /** A zone that changes between the forms of a source must not change its series. */
  @ParameterizedTest
  @MethodSource("everyKind")
  void alternatives_haveFamiliesOfTheirSource_eachOnce_withItsLabels(GraphqlKind kind) {
    for (Source source : kind.sources()) {
      List<Metric> elsewhere = source.alternatives().stream()
          .flatMap(node -> node.metrics().stream())
          .toList();
      assertThat(elsewhere).extracting(Metric::name).doesNotHaveDuplicates();
      for (Metric metric : elsewhere) {
        assertThat(source.metrics())
            .filteredOn(first -> first.name().equals(metric.name()))
            .singleElement()
            .satisfies(first -> {
              assertThat(metric.type()).isEqualTo(first.type());
              assertThat(metric.labels())
                  .extracting(Label::name)
                  .isEqualTo(first.labels().stream().map(Label::name).toList());
            });
      }
      assertThat(source.nodes()).extracting(Source::granularity).containsOnly(source.granularity());
    }
  }

  @Test
  void freeZones_haveRequestsByBreakdown_andCountsOfSecurityEvents() {
    GraphqlKind http = CATALOG.kind("http-metrics").orElseThrow();

    assertThat(http.sources().get(0).alternatives())
        .extracting(Source::name)
        .containsExactly(
            "httpTotals",
            "httpCountries",
            "httpStatuses",
            "httpContentTypes",
            "httpProtocols",
            "httpBrowsers");
    assertThat(http.sources().get(1).alternatives()).singleElement().satisfies(node -> {
      assertThat(node.shape().leaves()).containsExactly("count");
      assertThat(node.metrics().get(0).labels())
          .extracting(Label::as)
          .containsOnly(Label.Transform.CONSTANT);
    });
    assertThat(http.families())
        .filteredOn(family -> family.name().equals("cloudflare_zone_requests_total"))
        .extracting(Family::help)
        .containsExactly("Requests. Source httpRequests1mGroups sum.requests."
            + " Else httpRequestsOverviewAdaptiveGroups, sampled.");
  }

  @Test
  void quantiles_areOneFamilyWithAConstantLabel() {
    GraphqlKind workers = CATALOG.kind("worker-totals").orElseThrow();
    List<Metric> cpu = workers.sources().get(0).metrics().stream()
        .filter(metric -> metric.name().equals("cloudflare_worker_cpu_time_seconds"))
        .toList();

    assertThat(cpu)
        .extracting(metric -> metric.labels().get(1).constant())
        .containsExactly("P50", "P75", "P99", "P999");
    assertThat(cpu.get(0).value()).isEqualTo(new Value.Single("quantiles.cpuTimeP50", 0.000001));
    assertThat(workers.families()).hasSize(7);
  }

  @Test
  void poolHealth_takesItsBalancerFromTheRow() {
    GraphqlKind kind = CATALOG.kind("load-balancer-metrics").orElseThrow();
    Source pools = kind.sources().get(1);

    assertThat(pools.newest()).hasValue(1000);
    assertThat(pools.shape().leaves()).containsExactly("lbName");
    assertThat(pools.shape().lists().get("pools").leaves()).containsExactly("poolName", "healthy");
  }

  /** Labels of statuses that are numbers; those of products are words. */
  @Test
  void statusLabels_canBeGrouped() {
    Set<String> httpStatuses = Set.of(
        "edgeResponseStatus",
        "originResponseStatus",
        "responseStatusCode",
        "httpResponseStatus",
        "httpStatusCode",
        "statusCode");

    assertThat(CATALOG.kinds())
        .flatExtracting(GraphqlKind::sources)
        .flatExtracting(Source::metrics)
        .filteredOn(metric -> !(metric.value() instanceof Value.Single))
        .flatExtracting(Metric::labels)
        .filteredOn(label -> label.paths().stream()
            .anyMatch(path -> httpStatuses.contains(path.substring(path.indexOf('.') + 1))))
        .hasSizeGreaterThan(20)
        .allSatisfy(label -> assertThat(label.as()).isEqualTo(Label.Transform.STATUS));
  }
}
