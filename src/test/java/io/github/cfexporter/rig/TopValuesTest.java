package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A label of many values is kept to some of them: always the same, and nothing is lost. */
@Tag("rig")
class TopValuesTest {
  private static final String KIND = """
      kind: tops
      scope: zone
      sources:
        - dataset: httpRequestsAdaptiveGroups
          metrics:
            - name: tops_requests_total
              help: Requests by country, of the first few.
              labels:
                country: {field: dimensions.clientCountryName, as: text, top: 3}
                status: {field: dimensions.edgeResponseStatus, as: status}
              counter: count
      """;

  @Test
  void members_stay_andSumsAreWhole() {
    try (OwnKinds own = new OwnKinds(World.of(1, 1), Map.of(), KIND)) {
      own.rig().advance(Duration.ofMinutes(4));
      Map<Map<String, String>, Double> before = own.served("tops_requests_total");
      own.rig().advance(Duration.ofMinutes(6));
      Map<Map<String, String>, Double> after = own.served("tops_requests_total");

      Set<String> members = countries(before);
      assertThat(members).hasSize(4).contains("other").isEqualTo(countries(after));
      before.forEach((labels, value) ->
          assertThat(after.get(labels)).as("%s", labels).isGreaterThanOrEqualTo(value));
      long from = (Rig.START_MILLIS / 1000 - 300) / 60 * 60 - 60;
      long to = own.watermark("tops", "httpRequestsAdaptiveGroups", true);
      assertThat(after)
          .isEqualTo(own.requests(from, to, event -> labels(event, members), Event::count));
    }
  }

  /** They are known by the counters that are stored, so another node or the next process has the same. */
  @Test
  void members_areTheSame_afterARestart(@TempDir Path directory) {
    try (OwnKinds own = OwnKinds.storedIn(directory, World.of(1, 1), KIND)) {
      own.rig().advance(Duration.ofMinutes(6));
      Map<Map<String, String>, Double> before = own.served("tops_requests_total");
      own.rig().crash(Duration.ofMinutes(7));
      own.rig().advance(Duration.ofMinutes(10));
      Map<Map<String, String>, Double> after = own.served("tops_requests_total");

      Set<String> members = countries(before);
      assertThat(countries(after)).isEqualTo(members).hasSize(4).contains("other");
      long from = (Rig.START_MILLIS / 1000 - 300) / 60 * 60 - 60;
      long to = own.watermark("tops", "httpRequestsAdaptiveGroups", true);
      assertThat(after)
          .isEqualTo(own.requests(from, to, event -> labels(event, members), Event::count));
    }
  }

  private static Map<String, String> labels(Event event, Set<String> members) {
    String country = event.text("clientCountryName");
    return Map.of(
        "country",
        members.contains(country) ? country : "other",
        "status",
        event.text("edgeResponseStatus"));
  }

  private static Set<String> countries(Map<Map<String, String>, Double> samples) {
    Set<String> countries = new HashSet<>();
    samples.keySet().forEach(labels -> countries.add(labels.get("country")));
    return countries;
  }
}
