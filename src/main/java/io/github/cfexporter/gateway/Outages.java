package io.github.cfexporter.gateway;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.runtime.Notices;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells the page which analytics do not come through, why, and since when: the cause of all else.
 * When no route is left it is one sentence for all, otherwise one for each sort of failure.
 */
final class Outages {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final Notices notices;
  private final Set<Route> routes;
  private final Map<Route, Outage> outages = new HashMap<>();
  private Set<String> told = Set.of();

  /** @param millis when it began, since the epoch */
  private record Outage(Route route, long millis, CloudflareException cause) {}

  /** @param routes all that were ever asked and are still known; read at each change */
  Outages(Notices notices, Set<Route> routes) {
    this.notices = notices;
    this.routes = routes;
  }

  /**
   * Says so; of an outage that lasts the latest cause, and the time when it began. A permission that is
   * missing is told as such, and another credential may have it.
   */
  void began(Route route, CloudflareException cause, long millis) {
    if (cause.refusal() instanceof Refusal.AccountNotAuthorized) {
      ended(route);
      return;
    }
    Outage earlier = outages.get(route);
    outages.put(route, new Outage(route, earlier == null ? millis : earlier.millis, cause));
    tell();
  }

  void ended(Route route) {
    if (outages.remove(route) != null) {
      tell();
    }
  }

  private void tell() {
    boolean everywhere = outages.keySet().containsAll(routes);
    Map<String, List<Outage>> alike = outages.values().stream()
        .sorted(Comparator.comparingLong(Outage::millis).thenComparing(o -> o.route.toString()))
        .collect(Collectors.groupingBy(
            outage -> everywhere ? "" : outage.cause.code().name(),
            TreeMap::new,
            Collectors.toList()));
    Set<String> subjects = new HashSet<>();
    alike.forEach((sort, some) -> {
      String subject = "outage " + sort;
      subjects.add(subject);
      notices.beginUnlogged(subject, sentence(everywhere, some));
    });
    told.stream().filter(subject -> !subjects.contains(subject)).forEach(notices::endUnlogged);
    told = subjects;
  }

  private static String sentence(boolean everywhere, List<Outage> some) {
    Outage first = some.get(0);
    String what = everywhere
        ? "Nothing comes from Cloudflare"
        : first.route.analytics()
            + (some.size() == 1 ? "" : " and of " + (some.size() - 1) + " more")
            + " do not come from Cloudflare";
    return what + " since " + CLOCK.format(Instant.ofEpochMilli(first.millis)) + ": "
        + first.cause.getMessage() + " (" + first.route + ").";
  }
}
