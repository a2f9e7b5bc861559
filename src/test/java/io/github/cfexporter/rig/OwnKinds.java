package io.github.cfexporter.rig;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A rig that asks for kinds of a test's own, and what is true of the first zone of its world. */
final class OwnKinds implements AutoCloseable {
  private final Rig rig;

  /** @param files each a whole query kind */
  OwnKinds(World world, Map<String, String> environment, String... files) {
    this(world, environment, Remotes.asking(catalog(files)));
  }

  /** The same with a directory where the node keeps its counters. */
  static OwnKinds storedIn(Path directory, World world, String... files) {
    return new OwnKinds(world, Map.of(), Remotes.asking(catalog(files), directory));
  }

  private OwnKinds(World world, Map<String, String> environment, Remotes remotes) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putIfAbsent("NEW_SERIES_ZERO_SECONDS", "0");
    rig = Rig.sending(world, variables, remotes);
  }

  private static Catalog catalog(String... files) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String file : files) {
      named.put("kind-" + named.size() + ".yaml", file);
    }
    return Catalog.of(named);
  }

  Rig rig() {
    return rig;
  }

  Zone zone() {
    return rig.world().zonesOf(account()).get(0);
  }

  String account() {
    return rig.world().accounts().get(0).id();
  }

  /** What the first zone serves of a family, by the labels beside those of its scope. */
  Map<Map<String, String>, Double> served(String family) {
    Map<Map<String, String>, Double> served = new HashMap<>();
    rig.scrape().family(family).forEach((labels, value) -> {
      if (labels.getOrDefault("zone", zone().name()).equals(zone().name())) {
        Map<String, String> own = new HashMap<>(labels);
        own.keySet().removeAll(java.util.List.of("zone", "account"));
        served.put(own, value);
      }
    });
    return served;
  }

  /** Up to where a source of the first zone, or of the first account, is counted. */
  long watermark(String kind, String source, boolean ofZone) {
    String zone = ofZone ? zone().id() : "";
    return rig.watermark(account(), kind, source, zone).orElseThrow();
  }

  /** Sums over the requests of the first zone, in seconds since the epoch. */
  Map<Map<String, String>, Double> requests(
      long from,
      long to,
      Function<Event, Map<String, String>> labels,
      ToLongFunction<Event> value) {
    Map<Map<String, String>, Double> sums = new HashMap<>();
    rig.simulator()
        .truth()
        .forEach(
            zone().id(),
            "httpRequestsAdaptiveGroups",
            event ->
                sums.merge(labels.apply(event), (double) value.applyAsLong(event), Double::sum),
            from,
            to);
    return sums;
  }

  @Override
  public void close() {
    rig.close();
  }
}
