package io.github.cfexporter.accounts;

import static io.github.cfexporter.settings.Tunables.ZONE_LIST_CACHE_TTL;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.LargeWork;
import io.github.cfexporter.cloudflare.rest.Rest;
import io.github.cfexporter.cloudflare.rest.Zone;
import io.github.cfexporter.credentials.ConfirmedList;
import io.github.cfexporter.credentials.Permission;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The zones of one account as Cloudflare has listed them to every credential that sees the account;
 * a list that fails keeps the last one.
 */
final class ZoneBook {
  private static final Logger logger = LoggerFactory.getLogger(ZoneBook.class);

  private final Function<String, Rest> rests;
  private final Readers readers;
  private final String account;
  private final Supplier<Settings> settings;
  private final Time time;
  private Known known = new Known(new ConfirmedList<>(), Map.of(), Map.of());
  private boolean listing;
  private boolean doubted;
  private Optional<Long> listedAt = Optional.empty();
  private String problem = "";

  /**
   * What a new list has brought.
   *
   * @param zones ids of all of them, with those that are gone but kept
   * @param replanned ids of those that are new or on another plan than before
   */
  record News(Set<String> zones, List<String> replanned) {}

  /**
   * What was listed, as a whole: the next is made of it by a worker and takes its place at once.
   *
   * @param seenBy credentials by the id of the zone that they see
   * @param plans by the id of the zone
   */
  private record Known(
      ConfirmedList<Zone> zones, Map<String, List<String>> seenBy, Map<String, String> plans) {
    int size(long now) {
      return zones.present(now).size();
    }
  }

  /** The next state, and what is new in it. */
  private record Learnt(Known known, News news) {}

  /** A list that one credential has got, or why it has not. */
  private record Reply(String credential, Future<List<Zone>> zones) {}

  /** @param rests calls by the id of their credential */
  ZoneBook(
      Function<String, Rest> rests,
      Readers readers,
      String account,
      Supplier<Settings> settings,
      Time time) {
    this.rests = rests;
    this.readers = readers;
    this.account = account;
    this.settings = settings;
    this.time = time;
  }

  /** Whether there was a list yet. */
  boolean isKnown() {
    return listedAt.isPresent();
  }

  /**
   * The zones as the settings of the moment select them, with those that are gone but kept.
   *
   * @param accountKindsOnly whether no zone is to be asked for analytics
   */
  Future<ZoneList> sorted(boolean accountKindsOnly) {
    long now = time.millis();
    List<Zone> all = new ArrayList<>(known.zones().present(now));
    all.addAll(known.zones().gone(now));
    Settings current = settings.get();
    return LargeWork.on(all.size(), () -> ZoneList.of(accountKindsOnly, all, current));
  }

  /** Ids of zones of which nothing is asked any more, while their counters are kept. */
  Set<String> gone() {
    return known.zones().gone(time.millis()).stream().map(Zone::id).collect(Collectors.toSet());
  }

  /** Why the latest list failed; empty if it did not. */
  String problem() {
    return problem;
  }

  /** The next list does not wait. */
  void doubt() {
    doubted = true;
  }

  boolean isStale() {
    long ttl = settings.get().get(ZONE_LIST_CACHE_TTL).toMillis();
    long now = time.millis();
    long kept = known.zones().isInDoubt(now) ? Math.min(ttl, ConfirmedList.DOUBT_MILLIS) : ttl;
    return !listing && (doubted || listedAt.filter(at -> now < at + kept).isEmpty());
  }

  /** Lists them anew; fails, having told why, if Cloudflare refuses it to every credential. */
  Future<News> list() {
    listing = true;
    doubted = false;
    List<Reply> replies = readers.ofList(account).stream()
        .map(credential -> new Reply(credential, rests.apply(credential).zones(account)))
        .toList();
    return Future.join(replies.stream().map(Reply::zones).toList())
        .<News>mapEmpty()
        .otherwiseEmpty()
        .compose(done -> {
          Optional<Reply> failed =
              replies.stream().filter(reply -> reply.zones().failed()).findFirst();
          return replies.stream().allMatch(reply -> reply.zones().failed())
              ? Future.<News>failedFuture(failed.orElseThrow().zones().cause())
                  .onFailure(cause -> notListed(failed.get().credential(), cause))
              : listed(replies);
        })
        .onComplete(done -> listing = false);
  }

  private Future<News> listed(List<Reply> replies) {
    long now = time.millis();
    Known before = known;
    int items = replies.stream()
        .mapToInt(
            reply -> reply.zones().succeeded() ? reply.zones().result().size() : before.size(now))
        .sum();
    return LargeWork.on(items, () -> learn(before, replies, now)).map(learnt -> {
      known = learnt.known();
      listedAt = Optional.of(now);
      problem = "";
      return learnt.news();
    });
  }

  private Learnt learn(Known before, List<Reply> replies, long now) {
    Map<String, Zone> found = new LinkedHashMap<>();
    Map<String, List<String>> seers = new HashMap<>();
    for (Reply reply : replies) {
      List<Zone> seen = reply.zones().succeeded()
          ? reply.zones().result()
          : before.zones().present(now).stream()
              .filter(zone ->
                  before.seenBy().getOrDefault(zone.id(), List.of()).contains(reply.credential()))
              .toList(); // what could not be listed now is not gone
      seen.forEach(zone -> {
        found.putIfAbsent(zone.id(), zone);
        seers.computeIfAbsent(zone.id(), id -> new ArrayList<>()).add(reply.credential());
      });
    }
    ConfirmedList<Zone> zones = before.zones().copy();
    zones.take(found, now);
    Map<String, List<String>> seenBy = new HashMap<>(before.seenBy());
    seenBy.putAll(seers);
    return learn(before, zones, seenBy, now);
  }

  private Learnt learn(
      Known before, ConfirmedList<Zone> zones, Map<String, List<String>> seenBy, long now) {
    List<Zone> present = zones.present(now);
    Map<String, String> plans =
        present.stream().collect(Collectors.toMap(Zone::id, Zone::planId, (a, b) -> a));
    Set<String> ids = present.stream().map(Zone::id).collect(Collectors.toSet());
    zones.gone(now).forEach(zone -> ids.add(zone.id()));
    seenBy.keySet().retainAll(ids);
    Map<String, List<String>> seers = Map.copyOf(seenBy);
    readers.zones(account, seers);
    List<String> replanned = plans.keySet().stream()
        .filter(zone -> !Objects.equals(before.plans().get(zone), plans.get(zone)))
        .toList();
    return new Learnt(new Known(zones, seers, plans), new News(ids, replanned));
  }

  private void notListed(String credential, Throwable cause) {
    if (!(cause instanceof CloudflareException refusal)) { // of those, the gateway has told
      problem = cause.getMessage();
      logger.error("zones could not be listed: account={}", account, cause);
      return;
    }
    problem = refusal.code() == CloudflareException.Code.API_AUTH_FAILED
        ? Permission.ZONE.missing(credential, "") + " (" + refusal.getMessage() + ")"
        : "its zones could not be listed: " + refusal.getMessage();
  }
}
