package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.report.Notices;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** Tells the page why nothing comes through on a route, and since when: the cause of all else. */
final class Outages {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final Notices notices;
  private final Map<Way, String> since = new HashMap<>();

  Outages(Notices notices) {
    this.notices = notices;
  }

  /**
   * Says so; of an outage that lasts the latest cause, and the time when it began. A permission that is
   * missing is told as such, and another credential may have it.
   */
  void began(Way way, CloudflareException cause, long millis) {
    if (cause.refusal() instanceof Refusal.AccountNotAuthorized) {
      ended(way);
      return;
    }
    String begun = since.computeIfAbsent(way, w -> CLOCK.format(Instant.ofEpochMilli(millis)));
    notices.beginUnlogged(
        way.toString(),
        "Nothing comes from Cloudflare since " + begun + ": " + cause.getMessage() + " (" + way
            + ").");
  }

  void ended(Way way) {
    if (since.remove(way) != null) {
      notices.endUnlogged(way.toString());
    }
  }
}
