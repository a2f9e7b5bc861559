package io.github.cfexporter.simulator;

import static io.github.cfexporter.simulator.Fixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.traffic.Truth;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Events come in late, and then they stay. */
@Tag("unit")
class LateDataTest {
  private final Fixture cloudflare = Fixture.of(World.of(1, 1));
  private final Zone zone = cloudflare.zone(0);

  @Test
  void askingTooEarly_missesSome_askingLater_missesNone() {
    long whole = cloudflare
        .simulator
        .truth()
        .counts(zone.id(), "httpRequestsAdaptiveGroups", e -> List.of(), NOON - 60, NOON)
        .get(List.of());

    long atOnce = count();
    cloudflare.nowMillis.addAndGet(60_000);
    long soon = count();
    cloudflare.nowMillis.addAndGet(60_000);

    assertThat(atOnce).isPositive().isLessThan(soon);
    assertThat(soon).isLessThan(whole);
    assertThat(count()).isEqualTo(whole);
    cloudflare.nowMillis.addAndGet(3_600_000);
    assertThat(count()).isEqualTo(whole);
  }

  @Test
  void lateEvents_areAShareOfAll_andAreSeenWhenTheirTimeHasCome() {
    Fixture late = new Fixture(World.of(1, 1), SimulatorOptions.usual().withLateEvents(5, 600));
    String document = late.nested(
        late.zone(0), Fixture.node("httpRequestsAdaptiveGroups", NOON - 3_600, NOON, "", "count"));
    late.nowMillis.addAndGet(120_000);
    double usual = late.zoneRows(document).getJsonObject(0).getLong("count");
    late.nowMillis.addAndGet(600_000);
    double all = late.zoneRows(document).getJsonObject(0).getLong("count");

    // of the last ten minutes of the hour, that is of a sixth
    assertThat((all - usual) / all * 6).isBetween(0.035, 0.065);
  }

  @Test
  void sameSeed_sameEvents() {
    Fixture again = Fixture.of(World.of(1, 1));
    cloudflare.nowMillis.addAndGet(300_000);
    again.nowMillis.addAndGet(300_000);

    assertThat(again.zone(0)).isEqualTo(zone);
    assertThat(again.ask(document()).body())
        .isEqualTo(cloudflare.ask(document()).body());
  }

  @Test
  void zonesDiffer() {
    Fixture two = Fixture.of(World.of(1, 2));
    Truth truth = two.simulator.truth();
    String dataset = "httpRequestsAdaptiveGroups";

    assertThat(truth.uniques(two.zone(0).id(), NOON - 3600, NOON))
        .isNotEqualTo(truth.uniques(two.zone(1).id(), NOON - 3600, NOON));
    assertThat(truth.counts(two.zone(0).id(), dataset, e -> List.of(), NOON - 60, NOON))
        .isNotEmpty();
  }

  private long count() {
    return cloudflare.zoneRows(document()).getJsonObject(0).getLong("count");
  }

  private String document() {
    return cloudflare.nested(
        zone, Fixture.node("httpRequestsAdaptiveGroups", NOON - 60, NOON, "", "count"));
  }
}
