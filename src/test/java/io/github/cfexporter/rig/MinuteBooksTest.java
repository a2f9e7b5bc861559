package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The books that judge what was sent notice each way in which it may be wrong. */
@Tag("rig")
class MinuteBooksTest {

  private final WrittenSamples written = new WrittenSamples();

  @Test
  void whatIsMissing_whatIsWrong_andWhatNeverHappened_areNoticed() {
    try (Rig rig = Rig.sending(
        World.of(1, 1),
        Map.of("REMOTE_WRITE_URL", "https://receiver.example/api/v1/write"),
        new Remotes(url -> written, Optional.empty()))) {
      rig.advance(Duration.ofMinutes(8));
      MinuteBooks books = new MinuteBooks(rig, written).assertExact(60);
      Map<String, String> requests = written.series().keySet().stream()
          .filter(labels -> labels.get("__name__").equals("cloudflare_zone_requests_total"))
          .findFirst()
          .orElseThrow();

      assertSamplesMatter(books, written.series().get(requests));
      assertSeriesMatter(books, requests);
      assertThat(books.assertExact(60).compared()).isGreaterThan(1_000);
    }
  }

  private static void assertSamplesMatter(MinuteBooks books, NavigableMap<Long, Double> samples) {
    long third = samples.keySet().stream().skip(2).findFirst().orElseThrow();
    double value = samples.remove(third);
    assertNoticed(books, "sent null, true " + value);
    samples.put(third, value + 1);
    assertNoticed(books, "sent " + (value + 1) + ", true " + value);
    samples.put(third, value);
    samples.put(third + 30_000, value);
    assertNoticed(books, "but nothing happened");
    samples.remove(third + 30_000);
  }

  private void assertSeriesMatter(MinuteBooks books, Map<String, String> known) {
    long third =
        written.series().get(known).keySet().stream().skip(2).findFirst().orElseThrow();
    Map.of("host", "but nothing happened", "zone", "is of no source that was read")
        .forEach((label, difference) -> {
          Map<String, String> strange = new HashMap<>(known);
          strange.put(label, "nobody-asked-for.example");
          written.series().put(strange, new TreeMap<>(Map.of(third, 7.0)));
          assertNoticed(books, difference);
          written.series().remove(strange);
        });
  }

  private static void assertNoticed(MinuteBooks books, String difference) {
    assertThatThrownBy(() -> books.assertExact(60))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 in all")
        .hasMessageContaining(difference);
  }
}
