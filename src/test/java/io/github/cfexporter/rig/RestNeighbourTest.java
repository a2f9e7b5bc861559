package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer may only cost what it is about: the rows of cases.md on REST, one by one. */
@Tag("rig")
class RestNeighbourTest {
  private static final String CERTIFICATES = "cloudflare_zone_certificate_validation_status";
  private static final String WEIGHTS = "cloudflare_zone_lb_origin_weight";

  /** Both resources, and traffic of one kind beside them. */
  private static final Map<String, String> FEW_KINDS = Map.of(
      "METRICS_DENYLIST",
      QueryKinds.denyAllBut("ssl-certificates", "lb-weight-metrics", "request-method-metrics"));

  /**
   * How one zone fails for ever.
   *
   * @param told what the page says of it
   */
  record Bad(Fault fault, String told) {
    @Override
    public String toString() {
      return told;
    }
  }

  static Stream<Bad> faults() {
    return Stream.of(
        new Bad(
            Fault.restError(403, 10000, "Authentication error"),
            "the token needs Zone · SSL and Certificates · Read"),
        new Bad(Fault.restError(404, 7003, "No route for the URI"), "status=404"),
        new Bad(Fault.restError(412, 1, "precondition failed"), "status=412"),
        new Bad(Fault.status(500), "status=500"),
        new Bad(
            Fault.redirect(301, "https://elsewhere.example/client/v4?secret=x"),
            "target=https://elsewhere.example/client/v4 "),
        new Bad(
            Fault.redirect(308, "https://elsewhere.example/"),
            "target=https://elsewhere.example/ "),
        new Bad(Fault.proxyLogin(), "a proxy wants a login"));
  }

  /** cases.md 1, 4a and 6d. */
  @ParameterizedTest
  @MethodSource("faults")
  void oneZonesCertificates_neverHideThoseOfOthers(Bad bad) {
    World world = World.of(1, 4);
    Zone zone = world.zones().get(1);
    try (Rig rig = new Rig(
        world,
        SimulatorOptions.usual(),
        FEW_KINDS,
        simulator -> simulator
            .faults()
            .always(
                call -> call.path().startsWith("/zones/" + zone.id() + "/ssl/"), bad.fault()))) {
      rig.advance(Duration.ofMinutes(2));
      assertThat(zones(rig, CERTIFICATES))
          .isEqualTo(world.zones().stream()
              .filter(other -> !other.id().equals(zone.id()))
              .map(Zone::name)
              .collect(Collectors.toSet()));
      assertThat(rig.get("/status.json")).contains(bad.told()).doesNotContain("secret=x");

      rig.advance(Duration.ofMinutes(28));
      assertThat(calls(rig, "/zones/" + zone.id() + "/ssl/")).isBetween(2L, 31L);

      rig.simulator().faults().clear();
      rig.advance(Duration.ofMinutes(61));
      assertThat(zones(rig, CERTIFICATES)).hasSize(4);
    }
  }

  /** cases.md 1: what fails for all is not asked of every zone again and again. */
  @Test
  void resourceThatFailsForAll_isAskedOneByOne() {
    World world = World.of(1, 12);
    try (Rig rig = new Rig(world, SimulatorOptions.usual(), FEW_KINDS)) {
      rig.advance(Duration.ofMinutes(2));
      rig.simulator().faults().always(call -> call.path().contains("/ssl/"), Fault.status(503));
      long before = calls(rig, "/ssl/");
      rig.advance(Duration.ofMinutes(45));
      assertThat(zones(rig, CERTIFICATES)).hasSize(12);
      assertThat(calls(rig, "/ssl/") - before).isLessThan(12 * 10);

      rig.simulator().faults().clear();
      rig.advance(Duration.ofMinutes(30));
      assertThat(rig.reasons()).isEmpty();
    }
  }

  /** cases.md 2. */
  @Test
  void poolsThatAreForbidden_nameThePermission() {
    World world = World.of(1, 4);
    try (Rig rig = new Rig(
        world,
        SimulatorOptions.usual(),
        FEW_KINDS,
        simulator -> simulator
            .faults()
            .always(
                call -> call.path().contains("/load_balancers/pools"),
                Fault.restError(403, 10000, "Authentication error")))) {
      rig.advance(Duration.ofMinutes(3));
      assertThat(rig.get("/status.json"))
          .contains("Account · Load Balancing: Monitors and Pools · Read");
      assertThat(zones(rig, CERTIFICATES)).hasSize(4);

      rig.simulator().faults().clear();
      rig.advance(Duration.ofHours(2));
      assertThat(rig.scrape().family(WEIGHTS)).isNotEmpty();
    }
  }

  private static Set<String> zones(Rig rig, String family) {
    return rig.scrape().family(family).keySet().stream()
        .map(labels -> labels.get("zone"))
        .collect(Collectors.toSet());
  }

  private static long calls(Rig rig, String path) {
    return List.copyOf(rig.simulator().log().calls(call -> call.target().contains(path)))
        .size();
  }
}
