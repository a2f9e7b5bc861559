package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scrapes a rig again and again, as Prometheus would, and fails when a counter that was served goes
 * down or vanishes, or when one that is new does not begin at zero. That a series is served twice fails
 * in {@link Scrape}.
 */
final class Watch {
  private static final Set<String> COUNTERS = new TrueCounters().byFamily().keySet();
  private static final Duration HELD = Duration.ofSeconds(60);

  private final Rig rig;
  private final Duration interval;

  /** Scrapes come often enough for that. */
  private final boolean seesZeros;

  private Scrape latest = Scrape.of("");

  Watch(Rig rig) {
    this(rig, Duration.ofMinutes(1));
  }

  Watch(Rig rig, Duration interval) {
    this.rig = rig;
    this.interval = interval;
    this.seesZeros = interval.compareTo(HELD) <= 0;
  }

  void advance(Duration duration) {
    Duration left = duration;
    while (left.compareTo(interval) > 0) {
      step(interval);
      left = left.minus(interval);
    }
    step(left);
  }

  private void step(Duration duration) {
    rig.advance(duration);
    Scrape now = rig.scrape();
    List<String> broken = new ArrayList<>();
    for (String family : latest.counters()) {
      Map<Map<String, String>, Double> values = now.family(family);
      latest.family(family).forEach((labels, before) -> {
        Double after = values.get(labels);
        boolean meantToGo = after == null && isOfNoZone(labels);
        if (!meantToGo && (after == null || after < before)) {
          broken.add(family + labels + ": " + before + " became " + after);
        }
      });
    }
    assertThat(broken.stream().limit(10).toList()).as("counters that broke off").isEmpty();
    if (seesZeros) {
      assertThat(lateBeginnings(now)).as("new series that do not begin at zero").isEmpty();
    }
    latest = now;
  }

  private List<String> lateBeginnings(Scrape now) {
    List<String> late = new ArrayList<>();
    for (String family : COUNTERS) {
      now.family(family).forEach((labels, value) -> {
        if (value != 0 && !latest.family(family).containsKey(labels)) {
          late.add(family + labels + ": " + value);
        }
      });
    }
    return late.stream().limit(10).toList();
  }

  /** A zone that was removed or renamed leaves the output when the list is read again. */
  private boolean isOfNoZone(Map<String, String> labels) {
    String name = labels.get("zone");
    return name != null
        && rig.world().zones().stream().noneMatch(zone -> zone.name().equals(name));
  }

  /** The latest scrape. */
  Scrape latest() {
    return latest;
  }
}
