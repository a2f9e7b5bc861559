package io.github.cfexporter.cloudflare.rest;

import io.github.cfexporter.catalog.rest.ElementPath;
import io.github.cfexporter.catalog.rest.RestKind;
import io.github.cfexporter.catalog.rest.RestResource;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.LargeWork;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.rest.RestReading.Part;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads the resources of one kind for one account: what its zones share once, the rest zone by zone.
 * Never fails as a whole: what could not be read is part of the {@link RestReading}.
 */
public final class RestReader {
  private final RestKind kind;
  private final String account;
  private final Rest rest;
  private final ItemSamples samples;
  private final Map<String, Found> shared = new HashMap<>();

  /** The items of a resource, or why they are not known. */
  private record Found(List<Item> items, Optional<Throwable> failure) {
    static Found of(List<Item> items) {
      return new Found(items, Optional.empty());
    }
  }

  private RestReader(RestKind kind, String account, Rest rest, ItemSamples samples) {
    this.kind = kind;
    this.account = account;
    this.rest = rest;
    this.samples = samples;
  }

  /**
   * Reads what the zones share.
   *
   * @param kind without what is not wanted of it
   * @param mostSeries of one family in one zone
   */
  public static Future<RestReader> open(
      RestKind kind, String account, Rest rest, boolean httpStatusGroup, int mostSeries) {
    RestReader reader =
        new RestReader(kind, account, rest, new ItemSamples(httpStatusGroup, mostSeries));
    Round round = reader.new Round("");
    List<RestResource> common =
        kind.resources().stream().filter(resource -> kind.isShared(resource)).toList();
    return OneByOne.each(common, () -> false, round::read).map(done -> {
      reader.shared.putAll(round.found);
      return reader;
    });
  }

  /**
   * Reads a zone, or the account itself.
   *
   * @param zone empty for the account itself
   */
  public Future<RestReading> read(String zone) {
    Round round = new Round(zone);
    round.found.putAll(shared);
    List<RestResource> own =
        kind.resources().stream().filter(resource -> !kind.isShared(resource)).toList();
    return OneByOne.each(own, () -> false, round::read).map(done -> round.reading);
  }

  /** One look at one zone, or at what all share. */
  private final class Round {
    private final String zone;
    private final Map<String, Found> found = new HashMap<>();
    private final RestReading reading = new RestReading();

    Round(String zone) {
      this.zone = zone;
    }

    Future<Void> read(RestResource resource) {
      resource
          .parent()
          .filter(reading.closed()::contains)
          .ifPresent(closed -> reading.closed(resource.name()));
      if (resource.found().isPresent()) {
        return refer(resource, resource.found().get());
      }
      return resource.parent().isPresent()
          ? readForEach(resource, found.get(resource.parent().get()))
          : call(resource, new Part(resource.name(), ""), Optional.empty()).map(read -> {
            found.put(resource.name(), read);
            return null;
          });
    }

    private Future<Void> readForEach(RestResource resource, Found parents) {
      List<Item> all = new ArrayList<>();
      parents.failure().ifPresent(cause -> reading.failed(whole(resource), cause));
      Predicate<Item> when = ElementRows.meeting(resource.when());
      List<Item> wanted = parents.items().stream().filter(when).toList();
      found.put(resource.name(), new Found(all, parents.failure()));
      return OneByOne.each(wanted, () -> false, parent -> {
        Part part = new Part(resource.name(), path(resource, Optional.of(parent)));
        return call(resource, part, Optional.of(parent)).map(read -> {
          all.addAll(read.items());
          return null;
        });
      });
    }

    private Future<Found> call(RestResource resource, Part part, Optional<Item> parent) {
      return rest.items(path(resource, parent), resource)
          .map(read -> read.stream().map(json -> new Item(json, parent)).toList())
          .compose(items -> keep(resource, part, items).map(kept -> Found.of(items)))
          .recover(cause -> {
            if (isClosed(cause)) {
              reading.closed(resource.name());
              reading.read(part, 0, List.of());
              return Future.succeededFuture(Found.of(List.of()));
            }
            reading.failed(part, cause);
            return Future.succeededFuture(new Found(List.of(), Optional.of(cause)));
          });
    }

    private Future<Void> keep(RestResource resource, Part part, List<Item> items) {
      return LargeWork.on(items.size(), () -> samples.of(resource.metrics(), items))
          .map(made -> {
            reading.read(part, items.size(), made);
            return null;
          });
    }

    /** Who refers to nothing needs no list to say so. */
    private Future<Void> refer(RestResource resource, RestResource.Reference reference) {
      Found parents = found.get(resource.parent().orElseThrow());
      Found others = found.get(reference.in());
      Map<String, Item> byId = new HashMap<>();
      others.items().forEach(item -> byId.putIfAbsent(Fields.text(item.json(), "id"), item));
      List<Item> all = new ArrayList<>();
      boolean refers = false;
      for (Item parent : parents.items()) {
        for (String id : ids(parent, reference.ids())) {
          refers = true;
          Optional.ofNullable(byId.get(id))
              .ifPresent(item -> all.add(new Item(item.json(), Optional.of(parent))));
        }
      }
      Optional<Throwable> missing = refers ? others.failure() : Optional.empty();
      Optional<Throwable> failure = parents.failure().or(() -> missing);
      found.put(resource.name(), new Found(all, failure));
      if (failure.isPresent()) {
        reading.failed(whole(resource), failure.get());
        return Future.succeededFuture();
      }
      return keep(resource, whole(resource), all);
    }

    private String path(RestResource resource, Optional<Item> parent) {
      return RestPath.of(resource.path(), account, zone, parent);
    }
  }

  private static Part whole(RestResource resource) {
    return new Part(resource.name(), "");
  }

  /** Each once, in their order. */
  private static Set<String> ids(Item item, List<ElementPath> paths) {
    Set<String> ids = new LinkedHashSet<>();
    for (ElementPath path : paths) {
      for (Element element : Element.of(item, path)) {
        if (element.json() instanceof String id && !id.isEmpty()) {
          ids.add(id);
        } else if (element.json() instanceof JsonArray list) {
          list.stream().filter(String.class::isInstance).forEach(id -> ids.add((String) id));
        }
      }
    }
    return ids;
  }

  /** A plan that does not include something is no failure. */
  private static boolean isClosed(Throwable cause) {
    return cause instanceof CloudflareException refused
        && refused.refusal() instanceof Refusal.PathRefused;
  }
}
