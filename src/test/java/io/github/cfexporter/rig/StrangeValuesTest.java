package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values and shapes that no page of Cloudflare's describes; cases.md 11, 12 and 30. */
@Tag("rig")
class StrangeValuesTest {
  private static final String FAMILY = "cloudflare_zone_requests_by_method_total";
  private static final String REFUSED = "cloudflare_exporter_refused_values_total";
  private static final String LOST = "cloudflare_exporter_lost_seconds_total";
  private static final World WORLD = World.of(1, 2);
  private static final String ZONE = WORLD.zones().get(0).id();
  private static final Map<String, String> ONE_KIND =
      Map.of("METRICS_DENYLIST", QueryKinds.denyAllBut("request-method-metrics"));

  private static final Map<Integer, Scrape> SOUND = new ConcurrentHashMap<>();

  /** What was in the place of the values that were replaced. */
  private final AtomicLong replaced = new AtomicLong();

  @ParameterizedTest
  @ValueSource(
      strings = {"-5", "\"-5\"", "1.5", "9223372036854775807", "18446744073709551615", "1e300"})
  void valueThatNoCounterTakes_isLeftOut_andTheRestCounts(String value) {
    try (Rig strange = rig()) {
      Watch watch = new Watch(strange);
      watch.advance(Duration.ofMinutes(2));
      strange.simulator().faults().next(2, SimulatedCall::isGraphql, edited(count(value)));
      watch.advance(Duration.ofMinutes(4));

      assertThat(replaced.get()).isPositive();
      Scrape scrape = strange.scrape();
      assertThat(scrape.sum(FAMILY)).isEqualTo(sound(6).sum(FAMILY) - replaced.get());
      assertThat(scrape.sum(REFUSED)).isEqualTo(2);
      assertThat(scrape.sum(LOST)).isZero();
      assertThat(scrape.sum("cloudflare_exporter_errors_total")).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"%d\"", "%d.0", "%de0", "\"%d.0\""})
  void numberThatIsWrittenOtherwise_counts(String form) {
    try (Rig strange = rig()) {
      strange
          .simulator()
          .faults()
          .next(
              1_000,
              SimulatedCall::isGraphql,
              Fault.edited(body ->
                  body.replaceAll("\"count\":(\\d+)", "\"count\":" + form.replace("%d", "$1"))));
      strange.advance(Duration.ofMinutes(6));

      assertThat(strange.scrape().family(FAMILY)).isEqualTo(sound(6).family(FAMILY));
      assertThat(strange.scrape().sum(REFUSED) + strange.scrape().sum(LOST)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "null", "true", "\"many\"", "[7]"})
  void damagedAnswer_isTriedAgain(String value) {
    try (Rig strange = rig()) {
      strange.advance(Duration.ofMinutes(2));
      strange.simulator().faults().next(2, SimulatedCall::isGraphql, edited(count(value)));
      strange.advance(Duration.ofMinutes(5));

      assertThat(replaced.get()).isPositive();
      assertThat(strange.scrape().family(FAMILY)).isEqualTo(sound(7).family(FAMILY));
      assertThat(strange.scrape().sum(LOST)).isZero();
      assertThat(strange.scrape().sum("cloudflare_exporter_errors_total")).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "\"\"", "null", "[7]", "[[]]", "[null]", "missing", "twice"})
  void partThatIsNoListOfRows_isTriedAgain(String shape) {
    try (Rig strange = rig()) {
      strange.advance(Duration.ofMinutes(2));
      strange.simulator().faults().next(2, SimulatedCall::isGraphql, edited(node(shape)));
      strange.advance(Duration.ofMinutes(5));

      assertThat(strange.scrape().family(FAMILY)).isEqualTo(sound(7).family(FAMILY));
      assertThat(strange.scrape().sum(LOST)).isZero();
      assertThat(strange.scrape().sum("cloudflare_exporter_errors_total")).isPositive();
    }
  }

  /** Half an hour of damage in one zone costs that half hour of that zone, and no more. */
  @ParameterizedTest
  @ValueSource(strings = {"null", "{}"})
  void damageThatStays_isToldAsLost_andHoldsUpNothing(String shape) {
    try (Rig strange = rig()) {
      strange.advance(Duration.ofMinutes(5));
      long begin = strange.now();
      strange
          .simulator()
          .faults()
          .during(begin, begin + 1_800_000, SimulatedCall::isGraphql, edited(node(shape)));
      strange.advance(Duration.ofMinutes(30));
      String other = WORLD.zones().get(1).name();

      assertThat(strange.scrape().family(FAMILY, Map.of("zone", other)))
          .isEqualTo(sound(35).family(FAMILY, Map.of("zone", other)));
      assertThat(watermark(strange, ZONE))
          .hasValueSatisfying(at -> assertThat(at).isGreaterThan(strange.now() / 1000 - 300 - 180));
      double lost = strange.scrape().sum(LOST);
      assertThat(lost).isBetween(25.0 * 60, 31.0 * 60);

      strange.advance(Duration.ofMinutes(10));
      assertThat(strange.scrape().sum(LOST)).isLessThanOrEqualTo(lost + 180);
      assertThat(strange.simulator().log().mostWithin(300_000, call -> call.api() == Api.GRAPHQL))
          .isLessThanOrEqualTo(20);
    }
  }

  @Test
  void damagedRow_costsItsWindowNoMoreThanTheRow() {
    try (Rig strange = rig()) {
      strange.advance(Duration.ofMinutes(2));
      strange.simulator().faults().next(1_000, SimulatedCall::isGraphql, edited(count("null")));
      strange.advance(Duration.ofMinutes(12));

      double missing = sound(14).sum(FAMILY) - strange.scrape().sum(FAMILY);
      assertThat(missing).isPositive().isLessThan(sound(14).sum(FAMILY) / 2);
      assertThat(strange.scrape().sum(LOST)).isPositive();
    }
  }

  private static Optional<Long> watermark(Rig rig, String zone) {
    String account = WORLD.accounts().get(0).id();
    String source = Rig.KINDS.stream()
        .filter(kind -> kind.name().equals("request-method-metrics"))
        .findFirst()
        .orElseThrow()
        .sources()
        .get(0)
        .name();
    return rig.watermark(account, "request-method-metrics", source, zone);
  }

  /** What is served after so many minutes in which nothing strange happens. */
  private static Scrape sound(int minutes) {
    return SOUND.computeIfAbsent(minutes, m -> {
      try (Rig rig = rig()) {
        rig.advance(Duration.ofMinutes(minutes));
        return rig.scrape();
      }
    });
  }

  private static Rig rig() {
    return new Rig(WORLD, SimulatorOptions.usual(), ONE_KIND);
  }

  /** Changes what an answer says of one zone. */
  private static Fault edited(Consumer<JsonObject> edit) {
    return Fault.edited(body -> {
      JsonObject whole = new JsonObject(body);
      zone(whole).ifPresent(edit);
      return whole.encode().replace("\"again\":", "\"n0\":");
    });
  }

  private Consumer<JsonObject> count(String value) {
    return zone -> {
      JsonArray rows = zone.getJsonArray(node(zone));
      if (!rows.isEmpty()) {
        JsonObject row = rows.getJsonObject(0);
        replaced.addAndGet(row.getLong("count"));
        row.put("count", new JsonArray("[" + value + "]").getValue(0));
      }
    };
  }

  private static Consumer<JsonObject> node(String shape) {
    return zone -> {
      String node = node(zone);
      if (shape.equals("missing")) {
        zone.remove(node);
      } else if (shape.equals("twice")) {
        zone.put("again", zone.getJsonArray(node)); // renamed when the text is made
      } else {
        zone.put(node, new JsonArray("[" + shape + "]").getValue(0));
      }
    };
  }

  private static String node(JsonObject zone) {
    return zone.fieldNames().stream()
        .filter(field -> !field.equals("zoneTag"))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<JsonObject> zone(Object json) {
    if (json instanceof JsonObject object) {
      return ZONE.equals(object.getValue("zoneTag"))
          ? Optional.of(object)
          : object.fieldNames().stream()
              .flatMap(field -> zone(object.getValue(field)).stream())
              .findFirst();
    }
    return json instanceof JsonArray list
        ? list.stream().flatMap(element -> zone(element).stream()).findFirst()
        : Optional.empty();
  }
}
