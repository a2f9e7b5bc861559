package io.github.cfexporter.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Gauges;
import io.github.cfexporter.counting.Journal;
import io.github.cfexporter.counting.JournalEntry;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.remote.RemoteWrite;
import io.github.cfexporter.remote.SampleLabels;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /**
   * Another node, which has read fewer of them so far, sends what it has in the same order: what a receiver
   * has taken of a request before is its beginning then, and not here and there in it.
   */
  @Test
  void whateverWasReadSoFar_comesInTheSameOrder() {
    List<String> all = zonesSent(series, feed, 300);
    BatchSeries fewer = new BatchSeries("account", "kind", Map.of());
    List<String> some = zonesSent(fewer, new MinuteFeed(fewer, remote), 70);

    assertThat(all).hasSize(300);
    assertThat(all.stream().filter(some::contains).toList()).hasSize(70).isEqualTo(some);
  }

  private List<String> zonesSent(BatchSeries batch, MinuteFeed sender, int zones) {
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < zones; i++) {
      SourceZone sourceZone = new SourceZone("account", "kind", "source", "zone-" + i);
      batch.load(sourceZone, totals(Map.of("key", 1.0)));
      labels.put(sourceZone.zone(), sourceZone.zone());
    }
    SampleWriter writer = new SampleWriter(
        "account", labels, Set.of("share"), Map.of(), SampleLabels.of("", Set.of()));
    return sender.next(remote.receivers().get(0), writer).orElseThrow().requests().stream()
        .flatMap(List::stream)
        .map(sample -> sample.labels().get(sample.labels().indexOf("zone") + 1))
        .toList();
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
    return totals(values);
  }

  private static Totals totals(Map<String, Double> values) {
    JournalEntry entry = new JournalEntry(
        0, 60, values.size(), List.of(), List.of(new Gauges("share", List.of("k"), false, values)));
    return new Totals(
        60, Version.startingAt(60), List.of(), new Journal(List.of(entry), Map.of(), List.of()));
  }
}
