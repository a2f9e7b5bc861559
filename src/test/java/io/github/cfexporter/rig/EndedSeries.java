package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Predicate;

/** Which series of a receiver have ended, a millisecond after their last minute, and which go on. */
final class EndedSeries {
  private final WrittenSamples written;

  EndedSeries(WrittenSamples written) {
    this.written = written;
  }

  /** Milliseconds since the epoch of the last sample of those series that go on so far. */
  Map<Map<String, String>, Long> lastMinutes(Predicate<Map<String, String>> which) {
    Map<Map<String, String>, Long> last = new HashMap<>();
    written.series().forEach((labels, samples) -> {
      if (which.test(labels) && !WrittenSamples.isEnd(samples.lastEntry().getValue())) {
        last.put(labels, samples.lastKey());
      }
    });
    return last;
  }

  /** @param known as it was before; a minute more may have come until they ended */
  void assertEnded(Predicate<Map<String, String>> which, Map<Map<String, String>, Long> known) {
    written.series().forEach((labels, samples) -> {
      if (which.test(labels)) {
        assertThat(WrittenSamples.isEnd(samples.lastEntry().getValue()))
            .as("%s has ended: %s", labels, samples)
            .isTrue();
        assertThat(samples.lastKey())
            .as("%s", labels)
            .isEqualTo(samples.lowerKey(samples.lastKey()) + 1);
      }
    });
    assertThat(written.series().keySet()).containsAll(known.keySet());
  }

  void assertGoOn(Predicate<Map<String, String>> which) {
    List<NavigableMap<Long, Double>> others = written.series().entrySet().stream()
        .filter(series -> which.test(series.getKey()))
        .map(Map.Entry::getValue)
        .toList();
    assertThat(others).isNotEmpty();
    assertThat(others)
        .noneMatch(samples -> WrittenSamples.isEnd(samples.lastEntry().getValue()));
  }
}
