package io.github.cfexporter.collect.rest;

import io.github.cfexporter.bus.AccountView;
import io.github.cfexporter.bus.Collect;
import io.github.cfexporter.bus.Target;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.cloudflare.rest.RestReading;
import io.github.cfexporter.cloudflare.rest.RestReading.Part;
import io.github.cfexporter.cloudflare.rest.Sample;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.FragmentWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one query kind has read over REST for one account: the latest samples of each zone, or of the
 * account itself, and when each is to be read again. All instants are milliseconds since the epoch.
 */
final class RestCache {
  private final long since;
  private final Map<Integer, List<Target>> batches = new HashMap<>();
  private final Map<String, Map<Part, Kept>> samples = new HashMap<>();
  private final Map<String, Set<String>> closed = new HashMap<>();
  private final Map<String, Integer> batchOf = new HashMap<>();
  private final Map<String, Long> dueAt = new HashMap<>();
  private final Set<Integer> shown = new HashSet<>();
  private Set<String> left = Set.of();
  private AccountView account;
  private boolean beingRead;
  private long nothingDueBefore;

  /** What one call has brought, and when. */
  private record Kept(List<Sample> samples, long readAt) {}

  /** @param since when this node began to collect the account */
  RestCache(AccountView account, long since) {
    this.account = account;
    this.since = since;
  }

  AccountView account() {
    return account;
  }

  long since() {
    return since;
  }

  boolean isBeingRead() {
    return beingRead;
  }

  void beingRead(boolean now) {
    beingRead = now;
  }

  /** Brings one batch up to date; answers whether that changes what is shown. */
  boolean update(Collect collect) {
    List<Target> before = batches.put(collect.batch(), collect.targets());
    boolean same = collect.account().equals(account) && collect.targets().equals(before);
    account = collect.account();
    if (!same) {
      place(collect.batch(), collect.targets(), before == null ? List.of() : before);
      nothingDueBefore = 0;
    }
    return !same;
  }

  /** A zone that is in another batch by now has not left. */
  private void place(int batch, List<Target> now, List<Target> before) {
    now.forEach(target -> batchOf.put(target.zone(), batch));
    Set<String> zones = now.stream().map(Target::zone).collect(Collectors.toSet());
    left = new HashSet<>();
    for (Target target : before) {
      String zone = target.zone();
      if (!zones.contains(zone) && batchOf.remove(zone, batch)) {
        samples.remove(zone);
        closed.remove(zone);
        if (dueAt.remove(zone) != null) {
          left.add(zone);
        }
      }
    }
  }

  /** Numbers of the batches. */
  Set<Integer> batches() {
    return Set.copyOf(batches.keySet());
  }

  /** Number of the batch that a zone is in; empty when it has left. */
  Optional<Integer> batchOf(String zone) {
    return Optional.ofNullable(batchOf.get(zone));
  }

  /** Zones that were never read, or are to be read again. */
  List<String> due(long now) {
    if (now < nothingDueBefore) {
      return List.of(); // each of 10,000 batches asks
    }
    List<String> due =
        zones().filter(zone -> dueAt.getOrDefault(zone, 0L) <= now).toList();
    if (due.isEmpty()) {
      nothingDueBefore =
          dueAt.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }
    return due;
  }

  /** Takes over what was read of a zone; what could not be read stays as it was. */
  void put(String zone, RestReading reading, long now) {
    if (batchOf.containsKey(zone)) { // else it left while it was read
      Map<Part, Kept> parts = new LinkedHashMap<>();
      samples.getOrDefault(zone, Map.of()).forEach((part, kept) -> {
        if (reading.failures().keySet().stream().anyMatch(part::isIn)) {
          parts.put(part, kept);
        }
      });
      reading.samples().forEach((part, read) -> parts.put(part, new Kept(read, now)));
      samples.put(zone, parts);
      closed.put(zone, reading.closed());
    }
  }

  /** Forgets what was read in a batch before a time; answers whether anything was. */
  boolean forgetBefore(int batch, long time) {
    boolean forgotten = false;
    for (Target target : batches.get(batch)) {
      forgotten |= samples
          .getOrDefault(target.zone(), Map.of())
          .values()
          .removeIf(kept -> kept.readAt() < time && !kept.samples().isEmpty());
    }
    return forgotten;
  }

  /** For how many zones of a batch a resource is open, as far as they were read. */
  int open(int batch, String resource) {
    return (int) batches.get(batch).stream()
        .map(target -> closed.get(target.zone()))
        .filter(names -> names != null && !names.contains(resource))
        .count();
  }

  /** Whether any zone of a batch was read. */
  boolean isRead(int batch) {
    return batches.get(batch).stream().anyMatch(target -> closed.containsKey(target.zone()));
  }

  /** Keeps what is known of a zone, and lets it be read again only later. */
  void postpone(String zone, long until) {
    if (!batchOf.containsKey(zone)) {
      return;
    }
    dueAt.put(zone, until);
    nothingDueBefore = Math.min(nothingDueBefore, until);
  }

  /** Lets everything be read again now; what is known stays meanwhile. */
  void forgetDue() {
    dueAt.clear();
    nothingDueBefore = 0;
  }

  void clear() {
    samples.clear();
    closed.clear();
    dueAt.clear();
    nothingDueBefore = 0;
  }

  /** Zones that were asked for and left with the latest update that changed anything. */
  Set<String> left() {
    return left;
  }

  /** Whether this node has shown a batch, so that no former owner's view is left to replace. */
  boolean isShown(int batch) {
    return shown.contains(batch);
  }

  void showing(int batch) {
    shown.add(batch);
  }

  /**
   * Whether what is known of a batch is worth more than what a former owner knew: every zone has been
   * tried, and not all in vain.
   */
  boolean canReplace(int batch) {
    List<String> zones = batches.get(batch).stream().map(Target::zone).toList();
    return dueAt.keySet().containsAll(zones)
        && (zones.isEmpty() || zones.stream().anyMatch(samples::containsKey));
  }

  /** The samples of one batch in these families. */
  Fragment render(int batch, List<Family> families) {
    FragmentWriter writer = new FragmentWriter();
    for (Family family : families) {
      writer.family(family.name());
      batches.get(batch).forEach(target -> write(writer, family, target));
    }
    return writer.finish();
  }

  /** Of two calls that brought the same series, the first counts. */
  private void write(FragmentWriter writer, Family family, Target target) {
    Set<List<String>> written = new HashSet<>();
    samples.getOrDefault(target.zone(), Map.of()).values().stream()
        .flatMap(kept -> kept.samples().stream())
        .filter(sample -> sample.family().equals(family.name()))
        .filter(sample -> written.add(sample.labelValues()))
        .forEach(sample -> {
          List<String> values = new ArrayList<>(
              target.zone().isEmpty()
                  ? List.of(account.label())
                  : List.of(target.label(), account.label()));
          values.addAll(sample.labelValues());
          writer.sample(family.labels(), values, sample.value());
        });
  }

  private Stream<String> zones() {
    return batches.values().stream().flatMap(List::stream).map(Target::zone);
  }
}
