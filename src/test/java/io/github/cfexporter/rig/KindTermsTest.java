package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog.AskedNode;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kinds that are asked in their own way, by their files or by the setting queryKinds, at any time. */
@Tag("rig")
class KindTermsTest {
  private static final String SLOW = """
      kind: slow
      scope: zone
      interval: 300s
      delay: 900s
      sources:
        - dataset: httpRequestsAdaptiveGroups
          metrics:
            - {name: slow_requests_total, help: Requests., counter: count}
      """;

  private static final String CHOSEN = """
      kind: chosen
      scope: zone
      sources:
        - dataset: httpRequestsAdaptiveGroups
          filter:
            clientRequestHTTPMethodName_in: {setting: methods}
            edgeResponseStatus_geq: {setting: least, as: numbers, default: 0}
          metrics:
            - name: chosen_requests_total
              help: Requests.
              labels: {method: dimensions.clientRequestHTTPMethodName}
              counter: count
      """;

  private static final String EXTRA = CHOSEN
      .replace("kind: chosen", "kind: extra\nenabled: off")
      .replace("chosen_requests", "extra_requests");

  @Test
  void kindWithItsOwnIntervalAndDelay_isAskedSo_andIsNotLate() {
    try (OwnKinds own = new OwnKinds(World.of(1, 1), Map.of(), SLOW)) {
      own.rig().advance(Duration.ofMinutes(25));

      List<Call> calls = questions(own);
      assertThat(calls).hasSizeBetween(4, 7);
      for (Call call : calls.subList(1, calls.size())) {
        AskedNode node = call.nodes().get(0);
        assertThat(node.toSecond() - node.fromSecond()).isEqualTo(300);
        assertThat(node.toSecond()).isLessThanOrEqualTo(call.atMillis() / 1000 - 900);
      }
      long from = (Rig.START_MILLIS / 1000 - 900) / 60 * 60 - 60;
      long to = own.watermark("slow", "httpRequestsAdaptiveGroups", true);
      assertThat(own.served("slow_requests_total"))
          .isEqualTo(own.requests(from, to, event -> Map.of(), Event::count));
      assertThat(own.rig().reasons()).isEmpty();

      own.rig().set("QUERY_KINDS", "slow: {interval: 60, delay: 300}");
      own.rig().advance(Duration.ofMinutes(3));
      assertThat(own.watermark("slow", "httpRequestsAdaptiveGroups", true))
          .as("caught up with the shorter delay")
          .isGreaterThan(own.rig().now() / 1000 - 500);
    }
  }

  @Test
  void kind_isTurnedOffAndOn_withoutARestart() {
    try (OwnKinds own = new OwnKinds(World.of(1, 1), Map.of(), CHOSEN, EXTRA)) {
      own.rig().advance(Duration.ofMinutes(4));
      assertThat(own.served("chosen_requests_total")).isNotEmpty();
      assertThat(own.served("extra_requests_total")).as("off by its file").isEmpty();

      own.rig().set("QUERY_KINDS", "chosen: off, extra: on");
      own.rig().advance(Duration.ofMinutes(4));
      assertThat(own.served("chosen_requests_total")).isEmpty();
      assertThat(own.served("extra_requests_total")).isNotEmpty();
      int asked = questions(own).size();

      own.rig().set("QUERY_KINDS", "");
      own.rig().advance(Duration.ofMinutes(4));
      assertThat(own.served("chosen_requests_total")).isNotEmpty();
      assertThat(own.served("extra_requests_total")).isEmpty();
      assertThat(questions(own).size() - asked).isBetween(3, 6);
    }
  }

  @Test
  void filter_comparesWithWhatTheOperatorGives() {
    Map<String, String> given = Map.of("QUERY_KINDS", "chosen: {methods: [GET, HEAD], least: 400}");
    try (OwnKinds own = new OwnKinds(World.of(1, 1), given, CHOSEN)) {
      own.rig().advance(Duration.ofMinutes(9));

      long from = (Rig.START_MILLIS / 1000 - 300) / 60 * 60 - 60;
      long to = own.watermark("chosen", "httpRequestsAdaptiveGroups", true);
      Map<Map<String, String>, Double> truth = own.requests(
          from,
          to,
          event -> Map.of("method", event.text("clientRequestHTTPMethodName")),
          event -> event.number("edgeResponseStatus") >= 400 ? event.count() : 0);
      truth.keySet().removeIf(labels -> !List.of("GET", "HEAD").contains(labels.get("method")));
      truth.values().removeIf(total -> total == 0);
      assertThat(own.served("chosen_requests_total")).isNotEmpty().isEqualTo(truth);
    }
  }

  private static List<Call> questions(OwnKinds own) {
    return own.rig().simulator().log().calls(call -> !call.nodes().isEmpty());
  }
}
