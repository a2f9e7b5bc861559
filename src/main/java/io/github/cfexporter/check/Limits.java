package io.github.cfexporter.check;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.graphql.Document;
import io.github.cfexporter.cloudflare.graphql.Entitlements;
import io.github.cfexporter.cloudflare.rest.Zone;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks what zones and accounts may do with the datasets, and which analytics may not be read at all. */
public final class Limits {
  /** So many zones a check looks at: each ten cost a call of the budget that the exporter lives on. */
  private static final int MOST_ZONES = 200;

  private final ApiCalls calls;
  private final List<String> zoneDatasets;
  private final List<String> accountDatasets;
  private final int mostAccounts;
  private final int mostZones;
  private final Map<String, Map<String, DatasetLimits>> known = new HashMap<>();
  private final Map<String, String> readers = new HashMap<>();
  private final Set<String> forbidden = new LinkedHashSet<>();
  private final Set<String> untold = new LinkedHashSet<>();

  private Limits(
      ApiCalls calls,
      List<String> zoneDatasets,
      List<String> accountDatasets,
      int mostAccounts,
      int mostZones) {
    this.calls = calls;
    this.zoneDatasets = zoneDatasets;
    this.accountDatasets = accountDatasets;
    this.mostAccounts = mostAccounts;
    this.mostZones = mostZones;
  }

  /** Of as many as a check looks at. */
  static Limits ofSome(ApiCalls calls, List<String> zoneDatasets, List<String> accountDatasets) {
    return new Limits(
        calls, zoneDatasets, accountDatasets, PermissionProbe.MOST_ACCOUNTS, MOST_ZONES);
  }

  /** Of every zone and account, for somebody who reads them. */
  public static Limits ofAll(
      ApiCalls calls, List<String> zoneDatasets, List<String> accountDatasets) {
    return new Limits(calls, zoneDatasets, accountDatasets, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** Of a zone or an account, by dataset; empty where nothing was told. */
  public Map<String, DatasetLimits> of(String id) {
    return known.getOrDefault(id, Map.of());
  }

  /** Whether no credential may read the analytics of a zone or an account. */
  public boolean isForbidden(String id) {
    return forbidden.contains(id);
  }

  /** Whether it was looked at and answered. */
  public boolean isKnown(String id) {
    return known.containsKey(id);
  }

  /** Id of the credential that was let in; empty where none was. */
  public Optional<String> reader(String id) {
    return Optional.ofNullable(readers.get(id));
  }

  /** Why limits could not be asked for, a sentence each. */
  public Set<String> untold() {
    return untold;
  }

  public Future<Void> ask(List<VisibleAccount> sights) {
    List<VisibleAccount> some = sights.subList(0, Math.min(mostAccounts, sights.size()));
    return InTurn.map(some, sight -> account(sight, sight.credentials()))
        .compose(done -> zones(sights));
  }

  private Future<Void> account(VisibleAccount sight, List<String> credentials) {
    if (accountDatasets.isEmpty()) {
      return Future.succeededFuture();
    }
    String id = sight.account().id();
    return calls
        .limits(
            credentials.get(0),
            new Entitlements.Question(id, List.of(), List.of(), accountDatasets))
        .onSuccess(told -> keep(id, credentials.get(0), told.limits().getOrDefault(id, Map.of())))
        .<Void>mapEmpty()
        .recover(cause -> {
          if (ApiCalls.isForbidden(cause) && credentials.size() > 1) {
            return account(sight, credentials.subList(1, credentials.size()));
          }
          note(cause, List.of(id));
          return Future.succeededFuture();
        });
  }

  private Future<Void> zones(List<VisibleAccount> sights) {
    if (zoneDatasets.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Part> parts = new ArrayList<>();
    int left = mostZones;
    for (VisibleAccount sight : sights) {
      Map<List<String>, List<String>> byReaders = new LinkedHashMap<>();
      for (Zone zone : sight.selected()) {
        if (left-- > 0) {
          byReaders
              .computeIfAbsent(sight.readers().get(zone.id()), r -> new ArrayList<>())
              .add(zone.id());
        }
      }
      byReaders.forEach((readers, zones) -> {
        for (int from = 0; from < zones.size(); from += Document.MAX_ZONES) {
          int to = Math.min(zones.size(), from + Document.MAX_ZONES);
          parts.add(new Part(sight.account().id(), zones.subList(from, to), readers));
        }
      });
    }
    return InTurn.map(parts, this::ask).mapEmpty();
  }

  /**
   * Zones that are asked about in one document.
   *
   * @param readers ids of the credentials that are still to be tried
   */
  private record Part(String account, List<String> zones, List<String> readers) {
    private Part of(List<String> some) {
      return new Part(account, some, readers);
    }
  }

  private Future<Void> ask(Part part) {
    return calls
        .limits(
            part.readers().get(0),
            new Entitlements.Question(part.account(), part.zones(), zoneDatasets, List.of()))
        .compose(told -> answered(part, told))
        .recover(cause -> refused(part, cause));
  }

  /** A zone that a token may not see can be missing without an error. */
  private Future<Void> answered(Part part, Entitlements told) {
    List<String> missing = new ArrayList<>();
    for (String zone : part.zones()) {
      if (told.limits().containsKey(zone)) {
        keep(zone, part.readers().get(0), told.limits().get(zone));
      } else {
        missing.add(zone);
      }
    }
    return missing.isEmpty() ? Future.succeededFuture() : forbidden(part.of(missing));
  }

  private Future<Void> refused(Part part, Throwable cause) {
    if (!ApiCalls.isForbidden(cause)) {
      note(cause, part.zones());
      return Future.succeededFuture();
    }
    List<String> named = new ArrayList<>(part.zones());
    named.retainAll(((CloudflareException) cause).refusal().tags());
    if (!named.isEmpty() || part.zones().size() == 1) {
      List<String> guilty = named.isEmpty() ? part.zones() : named;
      List<String> others = new ArrayList<>(part.zones());
      others.removeAll(guilty);
      Future<Void> next = forbidden(part.of(guilty));
      return others.isEmpty() ? next : next.compose(done -> ask(part.of(others)));
    }
    int half = part.zones().size() / 2;
    return ask(part.of(part.zones().subList(0, half)))
        .compose(done -> ask(part.of(part.zones().subList(half, part.zones().size()))));
  }

  private void keep(String id, String reader, Map<String, DatasetLimits> limits) {
    known.put(id, limits);
    readers.put(id, reader);
  }

  /** The next credential may be let in. */
  private Future<Void> forbidden(Part part) {
    if (part.readers().size() > 1) {
      List<String> others = part.readers().subList(1, part.readers().size());
      return ask(new Part(part.account(), part.zones(), others));
    }
    forbidden.addAll(part.zones());
    return Future.succeededFuture();
  }

  private void note(Throwable cause, List<String> ids) {
    if (ApiCalls.isForbidden(cause)) {
      forbidden.addAll(ids);
    } else {
      untold.add(cause.getMessage());
    }
  }
}
