package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counting by whichever field of time a dataset is filtered by: in whole values of it, each once. */
@Tag("rig")
class TimeArgumentsTest {
  private static final String KIND = """
      kind: timed
      scope: zone
      sources:
        - dataset: httpRequestsAdaptiveGroups
          time: %s
          metrics:
            - name: timed_requests_total
              help: Requests by method.
              labels: {method: dimensions.clientRequestHTTPMethodName}
              counter: count
      """;

  @ParameterizedTest
  @CsvSource({
    "datetime, 60, 9",
    "datetimeMinute, 60, 9",
    "datetimeFiveMinutes, 300, 17",
    "datetimeHour, 3600, 70",
    "date, 86400, 15"
  })
  void everyTimeArgument_countsWholeValuesOnce(String time, long granularity, long minutes) {
    Map<String, String> slow =
        Map.of("METRIC_REFRESH_INTERVAL_SECONDS", granularity > 60 ? "300" : "60");
    try (OwnKinds own = new OwnKinds(World.of(1, 1), slow, KIND.formatted(time))) {
      own.rig().advance(Duration.ofMinutes(minutes));

      long from = (Rig.START_MILLIS / 1000 - 300) / granularity * granularity - granularity;
      long to = own.watermark("timed", "httpRequestsAdaptiveGroups", true);
      assertThat(to % granularity).isZero();
      assertThat(to - from).isGreaterThan(granularity == 86_400 ? 0 : granularity);
      assertThat(own.served("timed_requests_total"))
          .isNotEmpty()
          .isEqualTo(own.requests(from, to, TimeArgumentsTest::method, Event::count));
      assertThat(own.rig().reasons()).isEmpty();
    }
  }

  @Test
  void auditsOfHours_findTheSameTotals() {
    try (OwnKinds own = new OwnKinds(
        World.of(1, 1),
        Map.of("METRIC_REFRESH_INTERVAL_SECONDS", "300"),
        KIND.formatted("datetimeHour"))) {
      own.rig().advance(Duration.ofHours(4));

      Scrape scrape = own.rig().scrape();
      assertThat(scrape.sum("cloudflare_exporter_audited_seconds_total")).isEqualTo(4 * 3_600);
      assertThat(scrape.sum("cloudflare_exporter_audit_late_total")).isZero();
      assertThat(scrape.family("cloudflare_exporter_audit_ratio").values()).containsExactly(1.0);
    }
  }

  private static Map<String, String> method(Event event) {
    return Map.of("method", event.text("clientRequestHTTPMethodName"));
  }
}
