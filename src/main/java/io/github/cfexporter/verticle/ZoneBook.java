package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.ZONE_LIST_CACHE_TTL;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Rest;
import io.github.cfexporter.cloudflare.Zone;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The zones of one account as Cloudflare has listed them; a list that fails keeps the last one. */
final class ZoneBook {
  private static final Logger logger = LoggerFactory.getLogger(ZoneBook.class);

  private final Rest rest;
  private final String account;
  private final Supplier<Settings> settings;
  private final Time time;
  private List<Zone> listed = List.of();
  private Map<String, String> plans = Map.of();
  private boolean listing;
  private Optional<Long> listedAt = Optional.empty();
  private String problem = "";

  /**
   * What a new list has brought.
   *
   * @param zones ids of all of them
   * @param replanned ids of those that are new or on another plan than before
   */
  record News(Set<String> zones, List<String> replanned) {}

  ZoneBook(Rest rest, String account, Supplier<Settings> settings, Time time) {
    this.rest = rest;
    this.account = account;
    this.settings = settings;
    this.time = time;
  }

  /** Whether there was a list yet. */
  boolean isKnown() {
    return listedAt.isPresent();
  }

  /** The zones as the settings of the moment select them. */
  ZoneList sorted() {
    return ZoneList.of(account, listed, settings.get());
  }

  /** Why the latest list failed; empty if it did not. */
  String problem() {
    return problem;
  }

  boolean isStale() {
    long ttl = settings.get().get(ZONE_LIST_CACHE_TTL).toMillis();
    return !listing && listedAt.filter(at -> time.millis() < at + ttl).isEmpty();
  }

  /** Lists them anew; fails, having told why, if Cloudflare does. */
  Future<News> list() {
    listing = true;
    return rest.zones(account)
        .map(this::listed)
        .onFailure(this::notListed)
        .onComplete(done -> listing = false);
  }

  private News listed(List<Zone> found) {
    listedAt = Optional.of(time.millis());
    listed = found;
    problem = "";
    Map<String, String> before = plans;
    plans = found.stream().collect(Collectors.toMap(Zone::id, Zone::planId, (a, b) -> a));
    List<String> replanned = plans.keySet().stream()
        .filter(zone -> !Objects.equals(before.get(zone), plans.get(zone)))
        .toList();
    return new News(plans.keySet(), replanned);
  }

  private void notListed(Throwable cause) {
    problem = cause.getMessage();
    if (!(cause instanceof CloudflareException)) { // of those, the gateway has told
      logger.error("zones could not be listed: account={}", account, cause);
    }
  }
}
