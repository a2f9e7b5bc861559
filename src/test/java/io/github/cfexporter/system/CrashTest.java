package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is alone and gets killed again and again, in whatever it is doing. */
@Tag("system")
class CrashTest {
  private static final Pattern COUNTER = Pattern.compile("cloudflare_zone_\\w+_total\\{");
  private static final int CRASHES = 20;

  /** About as many as a node sends for its limits and its first windows. */
  private static final int DOCUMENTS_OF_A_START = 6;

  @TempDir
  Path directory;

  @Test
  void counters_areExactAndNeverLower_afterManyCrashes() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Map<String, Double> highest = new HashMap<>();
    try (Fleet fleet = new Fleet(directory, 1)) {
      ExporterProcess first = fleet.start(0, Map.of());
      fleet.awaitExact(); // before the first window is stored, every start would begin anew
      first.kill();
      for (int crash = 0; crash < CRASHES; crash++) {
        ExporterProcess node = fleet.start(0, Map.of());
        int documents = fleet.documents() + 1 + random.nextInt(DOCUMENTS_OF_A_START);
        Await.until(fleet::documents, sent -> sent >= documents);
        raise(highest, Exposed.of(node.get("/metrics").body()), seed);
        node.kill();
      }
      ExporterProcess node = fleet.start(0, Map.of());
      Await.until(
          () -> Exposed.of(node.get("/metrics").body()),
          scrape -> scrape.samples().keySet().containsAll(highest.keySet()));
      fleet.awaitExact();

      raise(highest, Exposed.of(node.get("/metrics").body()), seed);
      assertThat(highest).isNotEmpty();
      assertThat(fleet.mostCalls().values()).allMatch(calls -> calls <= Fleet.BUDGET);
    }
  }

  /** A series may be missing until its first window after a start, but it never goes down. */
  private static void raise(Map<String, Double> highest, Exposed scrape, long seed) {
    scrape.samples().forEach((series, value) -> {
      if (COUNTER.matcher(series).lookingAt()) {
        assertThat(value)
            .as("%s, seed %d", series, seed)
            .isGreaterThanOrEqualTo(highest.getOrDefault(series, 0.0));
        highest.put(series, value);
      }
    });
  }
}
