package io.github.cfexporter.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Gauges;
import io.github.cfexporter.counting.Journal;
import io.github.cfexporter.counting.JournalEntry;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.remote.RemoteWrite;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a batch holds of the memory for samples, as long as it is collected here. */
@Tag("unit")
class MinuteFeedTest {
  private static final SourceZone LEAVING = new SourceZone("account", "kind", "source", "leaving");
  private static final SourceZone STAYING = new SourceZone("account", "kind", "source", "staying");

  private final Vertx vertx = Vertx.vertx();
  private final Settings settings = Settings.read(new Sources(
      Map.of(),
      Map.of(
          "REMOTE_WRITE_URL", "http://receiver.example/write",
          "REMOTE_WRITE_BUFFER_MEGABYTES", "1"),
      Map.of(),
      file -> ""));
  private final RemoteWrite remote = new RemoteWrite(
      () -> settings,
      Time.of(vertx),
      new Telemetry(Time.of(vertx)),
      url -> (headers, body) -> Future.future(never -> {}));
  private final BatchSeries series = new BatchSeries("account", "kind", Map.of());
  private final MinuteFeed feed = new MinuteFeed(series, remote);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void batchThatLeavesThisNode_holdsNoMemoryAnyMore() {
    load(LEAVING);
    assertThat(remote.mostBytes(STAYING)).isZero();

    feed.stop();

    assertThat(remote.mostBytes(STAYING)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatIsLoadedOrAddedAfterTheEnd_holdsNoMemory() {
    feed.stop();

    load(LEAVING);
    feed.added(LEAVING);

    assertThat(remote.mostBytes(STAYING)).isEqualTo(Long.MAX_VALUE);
  }

  /** The account comes back before what was left to do for its first stay is done. */
  @Test
  void endOfAnEarlierStay_takesNothingFromTheNextOne() {
    feed.stop();
    MinuteFeed next = new MinuteFeed(new BatchSeries("account", "kind", Map.of()), remote);
    next.loaded(LEAVING, totals());

    load(LEAVING);
    series.drop(LEAVING);

    assertThat(remote.mostBytes(STAYING)).isZero();
  }

  private void load(SourceZone sourceZone) {
    Totals totals = totals();
    series.load(sourceZone, totals);
    feed.loaded(sourceZone, totals);
  }

  /** With a journal of more than a mebibyte. */
  private static Totals totals() {
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      values.put("key-" + i, 1.0);
    }
    JournalEntry entry = new JournalEntry(
        0, 60, values.size(), List.of(), List.of(new Gauges("share", List.of("k"), false, values)));
    return new Totals(60, 60, List.of(), new Journal(List.of(entry), Map.of(), List.of()));
  }
}
