package io.github.cfexporter.simulator.world;

import static io.github.cfexporter.simulator.world.Entitlement.BOT_MANAGEMENT;
import static io.github.cfexporter.simulator.world.Entitlement.HEALTH_CHECKS;
import static io.github.cfexporter.simulator.world.Entitlement.LOAD_BALANCING;
import static io.github.cfexporter.simulator.world.Entitlement.LOGPUSH;
import static io.github.cfexporter.simulator.world.Entitlement.R2;
import static io.github.cfexporter.simulator.world.Entitlement.WORKERS;
import static io.github.cfexporter.simulator.world.Entitlement.WORKERS_PAID;

import io.github.cfexporter.simulator.traffic.Incident;
import io.github.cfexporter.simulator.traffic.Incident.Kind;
import java.util.EnumSet;
import java.util.Set;

/** Three accounts as operators have them: plans mixed, products uneven, names awkward. */
final class DemoWorld {
  private static final long TWO_HOURS = 7_200;
  private static final Set<Entitlement> NONE = Set.of();
  private static final Set<Entitlement> ORIGINS = Set.of(LOAD_BALANCING, HEALTH_CHECKS);
  private static final Set<Entitlement> EVERYTHING = EnumSet.allOf(Entitlement.class);
  private static final Set<Entitlement> ALL =
      Set.of(BOT_MANAGEMENT, LOAD_BALANCING, HEALTH_CHECKS, LOGPUSH);

  static World build() {
    World world = new World(2026);
    enterprise(world);
    agency(world);
    hobby(world);
    return world;
  }

  /** Whoever starts the demo sees one or the other within the hour. */
  static World withDays() {
    World world = build();
    world.schedule().haveDays();
    String acme = world.accounts().get(0).id();
    world
        .schedule()
        .add(new Incident(
            world.zoneNamed(acme, "shop.example").id(), Kind.ATTACK, TWO_HOURS, 600, 720));
    world
        .schedule()
        .add(new Incident(
            world.zoneNamed(acme, "api.acme.example").id(),
            Kind.ORIGIN_FAILURE,
            TWO_HOURS,
            4_200,
            900));
    return world;
  }

  private static void enterprise(World world) {
    String acme = world.addAccount("Acme Corporation", EVERYTHING).id();
    world.addZone(acme, "acme.example", Plan.ENTERPRISE, EVERYTHING);
    world.addZone(acme, "shop.example", Plan.ENTERPRISE, EVERYTHING);
    world.addZone(acme, "api.acme.example", Plan.BUSINESS, ORIGINS);
    world.addZone(acme, "bücher.example", Plan.PRO, NONE);
  }

  /** 25 zones: more than two batches of ten, every fifth of them free. */
  private static void agency(World world) {
    String agency = world
        .addAccount("Søren & Co \"Agency\"", Set.of(WORKERS, WORKERS_PAID, R2, LOGPUSH))
        .id();
    world.addZone(agency, "shop.example", Plan.PRO, ORIGINS);
    for (int i = 1; i < 25; i++) {
      Plan plan = i % 5 == 0 ? Plan.FREE : i % 3 == 0 ? Plan.BUSINESS : Plan.PRO;
      Set<Entitlement> products = plan == Plan.BUSINESS ? ALL : i % 2 == 0 ? ORIGINS : NONE;
      world.addZone(agency, "client-" + i + ".example", plan, plan == Plan.FREE ? NONE : products);
    }
    world.pause(world.zoneNamed(agency, "client-7.example").id(), true);
    world.changeStatus(world.zoneNamed(agency, "client-24.example").id(), "pending");
  }

  private static void hobby(World world) {
    String hobby = world.addAccount("hobby", Set.of(WORKERS)).id();
    world.addZone(hobby, "garden.example", Plan.FREE, NONE);
    world.addZone(hobby, "blog.example", Plan.FREE, NONE);
  }

  private DemoWorld() {}
}
