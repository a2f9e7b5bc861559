package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.CloudflareException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The doors of all ways to Cloudflare; tells the log when one is shut and when it opens. */
final class Doors {
  private static final Logger logger = LoggerFactory.getLogger(Doors.class);

  private final Time time;
  private final Troubles troubles = new Troubles(logger);
  private final Map<Way, Door> doors = new HashMap<>();

  Doors(Time time) {
    this.time = time;
  }

  Door of(Way way) {
    return doors.computeIfAbsent(way, w -> new Door());
  }

  /**
   * Shuts a door, or keeps it shut for longer when its probe has failed. Calls that were on the way
   * when it was shut, and now fail too, are no news.
   */
  void shut(Way way, CloudflareException cause, boolean probe) {
    Door door = of(way);
    if (probe || !door.isShut()) {
      door.shut(cause, time.jitter(), time.millis());
      troubles.arose(way.toString(), cause);
    }
  }

  /** Something on this way has worked; answers what was kept until it would. */
  List<Piece> open(Way way) {
    Door door = doors.get(way);
    if (door == null || !door.isShut()) {
      return List.of();
    }
    troubles.ended(way.toString());
    return door.open();
  }

  /** Forgets an account that is gone; answers what was kept behind its doors. */
  List<Piece> forget(String account) {
    List<Piece> kept = new ArrayList<>();
    doors.entrySet().removeIf(entry -> {
      boolean gone = entry.getKey().account().equals(account);
      if (gone) {
        kept.addAll(entry.getValue().release());
      }
      return gone;
    });
    return kept;
  }
}
