package io.github.cfexporter.cluster.counters;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.map.IMap;
import io.github.cfexporter.cluster.wire.Operations;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.counting.version.Writer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Series are shown only by the node that keeps their counters. */
@Tag("unit")
class CountersTest {
  private static final SourceZone KEY = new SourceZone("acct", "kind", "source", "zone");

  private static final Version KNOWN = Version.startingAt(60);

  private final Vertx vertx = Vertx.vertx();
  private final List<Object> submitted = new ArrayList<>();
  private final CompletableFuture<Long> shown = new CompletableFuture<>();
  private boolean here = true;
  private final Counters counters = new Counters(
      new Operations(vertx),
      map(),
      Optional.empty(),
      SeriesMemory.ofProcess(() -> Integer.MAX_VALUE),
      () -> 0,
      key -> here,
      7);

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void seriesKeptHere_areShown() {
    Future<Void> showing = counters.show(KEY, 120, KNOWN);
    shown.complete(120L);

    showing.await();
    assertThat(submitted).containsExactly(new ShowSeries(120, new Writer(7, KNOWN)));
  }

  @Test
  void seriesKeptElsewhere_areNotTouched() {
    here = false;

    assertThat(counters.show(KEY, 120, KNOWN).cause()).hasMessageContaining("another node");
    assertThat(submitted).isEmpty();
  }

  /** The next owner has read the counters meanwhile, and shows zero; this node must not show more. */
  @Test
  void seriesHandedOverMeanwhile_areNotShownHere() throws Exception {
    Future<Void> showing = counters.show(KEY, 120, KNOWN);
    here = false;
    shown.complete(120L);

    assertThat(showing.toCompletionStage().toCompletableFuture())
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withMessageContaining("another node");
  }

  /** The other side of a split may have counted the same series in a later window. */
  @Test
  void seriesOfOtherCounters_areNotShownHere() {
    Future<Void> showing = counters.show(KEY, 120, KNOWN);
    shown.complete(ShowSeries.UNKNOWN);

    assertThat(showing.toCompletionStage().toCompletableFuture())
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withMessageContaining("read again");
  }

  @SuppressWarnings("unchecked")
  private IMap<SourceZone, Totals> map() {
    return (IMap<SourceZone, Totals>) Proxy.newProxyInstance(
        getClass().getClassLoader(), new Class<?>[] {IMap.class}, (proxy, method, arguments) -> {
          assertThat(method.getName()).isEqualTo("submitToKey");
          submitted.add(arguments[1]);
          return shown;
        });
  }
}
