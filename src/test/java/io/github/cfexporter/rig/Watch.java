package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Scrapes a rig once a minute, as Prometheus would, and fails when a counter that was served goes
 * down or vanishes. That a series is served twice fails in {@link Scrape}.
 */
final class Watch {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Rig rig;
  private Scrape latest = Scrape.of("");

  Watch(Rig rig) {
    this.rig = rig;
  }

  void advance(Duration duration) {
    Duration left = duration;
    while (left.compareTo(INTERVAL) > 0) {
      step(INTERVAL);
      left = left.minus(INTERVAL);
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
        if (after == null || after < before) {
          broken.add(family + labels + ": " + before + " became " + after);
        }
      });
    }
    assertThat(broken.stream().limit(10).toList()).as("counters that broke off").isEmpty();
    latest = now;
  }

  /** Counters of zones that were renamed or replaced are meant to go. */
  void forgetNames() {
    latest = Scrape.of("");
  }

  /** The latest scrape. */
  Scrape latest() {
    return latest;
  }
}
