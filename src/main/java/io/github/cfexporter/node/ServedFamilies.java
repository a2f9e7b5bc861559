package io.github.cfexporter.node;

import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.report.OwnFamilies;
import io.github.cfexporter.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Every family that may be served, in the order of the output: those of query kinds, those that other
 * nodes have files for, those that tell of the exporter.
 */
record ServedFamilies(
    Supplier<List<Family>> collected, Supplier<List<Family>> elsewhere, OwnFamilies own) {

  List<Family> all() {
    List<Family> all = new ArrayList<>(collected.get());
    Set<String> names = all.stream().map(Family::name).collect(Collectors.toSet());
    elsewhere.get().stream().filter(family -> names.add(family.name())).forEach(all::add);
    all.addAll(own.families());
    return all;
  }

  /** What is not in the order is not served, so a denied metric is gone with the next scrape. */
  List<Family> allowed(Settings settings) {
    Set<String> denied = settings.get(METRICS_DENYLIST);
    return all().stream().filter(family -> !denied.contains(family.name())).toList();
  }
}
