package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

  /** Forgets credentials that are gone; answers what was kept behind their doors. */
  List<Piece> forgetCredentials(Set<String> present) {
    return forget(way -> !way.credential().isEmpty() && !present.contains(way.credential()));
  }

  /** Takes some of what is kept behind doors out. */
  List<Piece> take(Predicate<Piece> some) {
    List<Piece> taken = new ArrayList<>();
    for (Door door : doors.values()) {
      Map<Boolean, List<Piece>> parts =
          door.release().stream().collect(Collectors.partitioningBy(some));
      taken.addAll(parts.get(true));
      door.hold(parts.get(false));
    }
    return taken;
  }

  /** Ways that are shut because a credential was not let in. */
  List<Way> forbidden() {
    return doors.entrySet().stream()
        .filter(entry -> entry.getValue().isShut())
        .filter(entry -> entry.getValue().cause().refusal() instanceof Refusal.AuthFailed)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Forgets an account that is gone; answers what was kept behind its doors. */
  List<Piece> forget(String account) {
    return forget(way -> way.account().equals(account));
  }

  private List<Piece> forget(Predicate<Way> some) {
    List<Piece> kept = new ArrayList<>();
    doors.entrySet().removeIf(entry -> {
      boolean gone = some.test(entry.getKey());
      if (gone) {
        kept.addAll(entry.getValue().release());
        troubles.forget(entry.getKey().toString());
      }
      return gone;
    });
    return kept;
  }
}
