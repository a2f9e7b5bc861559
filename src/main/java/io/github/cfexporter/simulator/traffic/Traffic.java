package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.world.Hash;
import io.github.cfexporter.simulator.world.TrafficSchedule;
import io.github.cfexporter.simulator.world.World;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Everything that ever happens in a world, recomputed on demand: the events of a second are a hash
 * of the zone or account, the stream and the second, and nothing is stored.
 *
 * <p>A zone or account knows a bounded number of {@link Traits}. They are drawn with the weights of
 * Zipf's law, so a few make most of the events and the last are silent in most minutes. Only a {@link
 * Flood} brings ever new ones, and an {@link Incident} changes them for a while.
 */
public final class Traffic {
  private static final int DRAWS = 1024;

  /** Makes the noise of floods another than that of the usual traffic. */
  private static final long FLOOD = 0x5851F42D4C957F2DL;

  private static final long INCIDENT = 0x14057B7EF767814FL;

  private final World world;
  private final TrafficSchedule schedule;
  private final Map<Source, Traits[]> wheels = new ConcurrentHashMap<>();
  private final Map<Altered, Traits[]> alteredWheels = new ConcurrentHashMap<>();

  private record Source(String scopeId, EventStream stream) {}

  private record Altered(Source source, Incident.Kind by) {}

  public Traffic(World world) {
    this.world = world;
    this.schedule = world.schedule();
  }

  /** Calls back for each event of {@code [from, to)}, in order of time. */
  public void forEach(
      String scopeId, EventStream stream, long from, long to, Consumer<Event> visitor) {
    Source source = new Source(scopeId, stream);
    Traits[] wheel = wheels.computeIfAbsent(source, this::wheel);
    if (wheel.length == 0) {
      return;
    }
    long key = Hash.of(scopeId + stream);
    for (long second = from; second < to; second++) {
      if (!schedule.isSilent(scopeId, second)) {
        second(source, wheel, second, Hash.mix(key ^ (second * 0x2545F4914F6CDD1DL)), visitor);
      }
    }
  }

  private void second(
      Source source, Traits[] wheel, long second, long noise, Consumer<Event> visitor) {
    EventStream stream = source.stream();
    Optional<Incident> incident = schedule.incident(source.scopeId(), second);
    Traits[] altered =
        incident.map(now -> altered(new Altered(source, now.kind()), now)).orElse(wheel);
    int additions = incident.map(now -> now.additions(stream)).orElse(0);
    int occupied = schedule.hasDays()
        ? DailyCurve.occupied(stream, source.scopeId(), second)
        : stream.occupied();
    for (int place = 0; place < stream.places(); place++) {
      if (Hash.bits(noise, 8 * place, 8) < occupied) {
        Traits[] usual = additions > 0 ? wheel : altered;
        visitor.accept(event(usual, second, Hash.mix(noise + place)));
      }
    }
    for (int i = 0; i < additions; i++) {
      visitor.accept(event(altered, second, Hash.mix((noise ^ INCIDENT) + i)));
    }
    for (Flood flood : schedule.floods()) {
      if (flood.reaches(source.scopeId(), stream, second)) {
        flood(flood, wheel, second, noise ^ FLOOD, visitor);
      }
    }
  }

  /** The sorts of events while an incident lasts. */
  private Traits[] altered(Altered altered, Incident incident) {
    return alteredWheels.computeIfAbsent(altered, all -> {
      IdentityHashMap<Traits, Traits> known = new IdentityHashMap<>();
      return Arrays.stream(wheels.get(all.source()))
          .map(usual ->
              known.computeIfAbsent(usual, traits -> incident.of(traits, all.source().stream())))
          .toArray(Traits[]::new);
    });
  }

  private static void flood(
      Flood flood, Traits[] wheel, long second, long noise, Consumer<Event> visitor) {
    for (int host = 0; host < flood.hostsPerSecond(); host++) {
      long own = Hash.mix(noise + host);
      Event usual = event(wheel, second, own);
      visitor.accept(usual.of(flood.traits(usual.traits(), own)));
    }
  }

  /** Whether the id is that of a zone, existing or asked for while it existed. */
  boolean isZone(String scopeId) {
    return world.zone(scopeId).isPresent()
        || wheels.keySet().stream()
            .anyMatch(
                source -> source.scopeId().equals(scopeId) && source.stream().ofZones());
  }

  private static Event event(Traits[] wheel, long second, long noise) {
    Traits traits = wheel[Hash.bits(noise, 0, 10)];
    int count = 1 + Hash.bits(noise, 10, 2);
    int client = Hash.bits(noise, 12, 6);
    int spice = Hash.bits(noise, 18, 8);
    int lateness = Hash.bits(noise, 26, 8);
    return new Event(traits, second, count, client, spice, lateness);
  }

  private Traits[] wheel(Source source) {
    boolean unused = Dataset.over(source.stream()).stream()
        .anyMatch(dataset -> schedule.isUnused(source.scopeId(), dataset.node));
    return unused
        ? new Traits[0]
        : zipf(TraitsCatalog.of(world, source.scopeId(), source.stream()));
  }

  /** A wheel with {@link #DRAWS} places; the n-th traits hold a share of them in inverse to n. */
  private static Traits[] zipf(List<Traits> sorts) {
    if (sorts.isEmpty()) {
      return new Traits[0];
    }
    double harmonic = 0;
    for (int n = 1; n <= sorts.size(); n++) {
      harmonic += 1.0 / n;
    }
    Traits[] wheel = new Traits[DRAWS];
    int filled = 0;
    for (int n = sorts.size(); n >= 1; n--) {
      int share = n == 1 ? DRAWS - filled : Math.max(1, (int) (DRAWS / harmonic / n));
      for (int i = 0; i < share; i++) {
        wheel[filled++] = sorts.get(n - 1);
      }
    }
    return wheel;
  }
}
