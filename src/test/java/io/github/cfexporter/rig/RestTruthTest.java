package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Grant;
import io.github.cfexporter.simulator.world.Permission;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.Tunnel;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every family that is read over REST, against what there is; and what one resource costs others. */
@Tag("rig")
class RestTruthTest {
  private static final String OPEN = "cloudflare_exporter_source_enabled";
  private static final String HEALTH = "cloudflare_pool_healthy";
  private static final List<Family> FAMILIES = Catalog.bundled().restKinds().stream()
      .flatMap(kind -> kind.families().stream())
      .toList();

  /** All kinds over REST, those included that are off unless asked for. */
  private static final Map<String, String> OVER_REST = Map.of(
      "QUERY_KINDS",
      Catalog.bundled().restKinds().stream()
          .filter(kind -> !kind.enabled())
          .map(kind -> kind.name() + ": on")
          .collect(Collectors.joining(", ")),
      "METRICS_DENYLIST",
      QueryKinds.denyAllBut(
          Catalog.bundled().restKinds().stream().map(QueryKind::name).toArray(String[]::new)));

  private final World world = new World(7);

  private Rig rig() {
    Set<Entitlement> everything = EnumSet.allOf(Entitlement.class);
    String acme = world.addAccount("Acme Corporation", everything).id();
    world.addZone(acme, "acme.example", Plan.ENTERPRISE, everything);
    world.addZone(acme, "shop.example", Plan.BUSINESS, Set.of());
    String hobby = world.addAccount("hobby", Set.of(Entitlement.WORKERS)).id();
    world.addZone(hobby, "garden.example", Plan.FREE, Set.of());
    return Rig.sending(world, OVER_REST, Remotes.asking(Catalog.bundled()));
  }

  @Test
  void everyFamily_isWhatThereIs_andStaysSo() {
    try (Rig rig = rig()) {
      rig.advance(Duration.ofMinutes(4));
      compare(rig);
      rig.advance(Duration.ofMinutes(12));
      compare(rig);
      assertThat(rig.reasons()).isEmpty();
      assertThat(rig.scrape().sum(OPEN, Map.of("account", "acme-corporation", "source", "weights")))
          .as("zones that may have load balancers")
          .isEqualTo(1);
      assertThat(rig.scrape().sum(OPEN, Map.of("account", "hobby", "source", "weights")))
          .isZero();
      assertThat(rig.get("/metrics/lablabs"))
          .contains("cloudflare_pool_origin_health_status{account=\"acme-corporation\"")
          .contains(tunnelStates());
    }
  }

  /** As lablabs/cloudflare-exporter has them, see its source. */
  private List<String> tunnelStates() {
    Map<String, Integer> numbers = Map.of("down", 0, "healthy", 1, "degraded", 2, "inactive", 3);
    return Tunnel.of(world.accounts().get(0)).stream()
        .filter(tunnel -> !tunnel.deleted())
        .map(tunnel -> "\ncloudflare_tunnel_health_status{account=\"acme-corporation\",tunnel_id=\""
            + tunnel.id()
            + "\"} "
            + numbers.get(tunnel.status())
            + "\n")
        .toList();
  }

  private static void compare(Rig rig) {
    RestTruth truth = new RestTruth(rig.world(), rig.now() / 1_000);
    Scrape scrape = rig.scrape();
    for (Family family : FAMILIES) {
      Map<Map<String, String>, Double> right = truth.of(family.name());
      Map<Map<String, String>, Double> served = scrape.family(family.name());
      assertThat(served.keySet()).as(family.name()).isEqualTo(right.keySet());
      right.forEach((labels, value) -> assertThat(served.get(labels))
          .as("%s %s", family.name(), labels)
          .isCloseTo(value, within(Math.abs(value) * 1e-9)));
    }
  }

  /** A failure costs what it is about, and values do not stay when they have become old. */
  @Test
  void poolThatCannotBeRead_leavesAfterAWhile_andAlone() {
    try (Rig rig = rig()) {
      rig.advance(Duration.ofMinutes(4));
      Set<String> before = pools(rig);
      rig.simulator()
          .faults()
          .always(
              call -> call.path().contains("/health") && isFirst(call.path()), Fault.status(500));

      rig.advance(Duration.ofMinutes(5));
      assertThat(pools(rig)).as("for a while").isEqualTo(before);
      rig.advance(Duration.ofMinutes(8));
      assertThat(pools(rig)).isNotEmpty().isNotEqualTo(before);
      assertThat(before).containsAll(pools(rig));

      rig.simulator().faults().clear();
      rig.advance(Duration.ofMinutes(12));
      assertThat(pools(rig)).isEqualTo(before);
    }
  }

  private boolean isFirst(String path) {
    return path.contains(io.github.cfexporter.simulator.world.LoadBalancer.allPools(
            world.accounts().get(0).id())
        .get(0)
        .id());
  }

  private static Set<String> pools(Rig rig) {
    return rig.scrape().family(HEALTH).keySet().stream()
        .map(labels -> labels.get("account") + "/" + labels.get("pool_name"))
        .collect(Collectors.toSet());
  }

  @Test
  void permissionThatIsMissing_isNamed_andIsAskedForRarely() {
    try (Rig rig = rig()) {
      rig.simulator()
          .tokens()
          .add(Tokens.DEMO, Grant.everything().without(Permission.TUNNELS, Permission.QUEUES));
      rig.advance(Duration.ofMinutes(40));
      assertThat(rig.get("/status.json"))
          .contains("Account · Cloudflare Tunnel · Read")
          .contains("Account · Queues · Read");
      assertThat(rig.scrape().family("cloudflare_kv_namespace_info")).isNotEmpty();
    }
  }
}
