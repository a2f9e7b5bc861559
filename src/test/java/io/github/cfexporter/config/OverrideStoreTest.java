package io.github.cfexporter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.cluster.shared.Overrides;
import io.github.cfexporter.settings.MetricNames;
import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.Origin;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.SettingsException;
import io.github.cfexporter.settings.Tunables;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class OverrideStoreTest {
  private final List<Mistake> mistakes = new ArrayList<>();
  private final FakeOverrides overrides = new FakeOverrides();
  private final LiveSettings live = LiveSettings.read(
      new SettingsReader(Map.of("QUERY_LIMIT", "50")),
      MetricNames.of(() -> List.of("known_total")));
  private final OverrideStore overriding = new OverrideStore(live, overrides, mistakes::add);

  @Test
  void valueSetAtRuntime_winsUntilItIsReset() {
    Settings set = overriding.set("queryLimit", 7).result();
    assertThat(set.get(Tunables.QUERY_LIMIT)).isEqualTo(7);
    assertThat(live.get().origin(Tunables.QUERY_LIMIT)).isEqualTo(Origin.OVERRIDE);
    assertThat(live.withoutOverrides().get(Tunables.QUERY_LIMIT)).isEqualTo(50);

    Settings reset = overriding.reset("queryLimit").result();
    assertThat(reset.get(Tunables.QUERY_LIMIT)).isEqualTo(50);
    assertThat(reset.origin(Tunables.QUERY_LIMIT)).isEqualTo(Origin.ENVIRONMENT);
  }

  @Test
  void resetAll_leavesNothingSetAtRuntime() {
    overriding.set("queryLimit", 7).result();
    overriding.set("logLevel", "debug").result();

    overriding.resetAll().result();

    assertThat(Tunables.ALL).noneMatch(setting -> live.get().origin(setting) == Origin.OVERRIDE);
  }

  @Test
  void refusedValue_isNotStored() {
    assertThatThrownBy(() -> overriding.set("queryLimit", 0)).isInstanceOf(SettingsException.class);
    assertThatThrownBy(() -> overriding.set("metricsDenylist", "unknown_total"))
        .hasMessageContaining("similar are known_total");
    assertThatThrownBy(() -> overriding.set("nonsense", 1)).isInstanceOf(SettingsException.class);
    assertThatThrownBy(() -> overriding.reset("nonsense")).isInstanceOf(SettingsException.class);

    assertThat(overrides.stored).isEmpty();
  }

  @Test
  void valuesOfOtherNodes_areFollowed_butBadOnesLeftOutAndToldOnce() {
    overrides.stored.putAll(Map.of("queryLimit", "9", "scrapeDelaySeconds", "soon", "later", "1"));

    overriding.follow();
    overriding.follow();

    assertThat(live.get().get(Tunables.QUERY_LIMIT)).isEqualTo(9);
    assertThat(live.get().origin(Tunables.SCRAPE_DELAY)).isEqualTo(Origin.DEFAULT);
    assertThat(mistakes)
        .extracting(Mistake::name)
        .containsExactlyInAnyOrder("scrapeDelaySeconds", "later");
  }

  @Test
  void answerThatWasOvertaken_changesNothing() {
    Deque<Promise<Map<String, String>>> reads = new ArrayDeque<>();
    OverrideStore slow = new OverrideStore(live, reading(reads), mistakes::add);
    slow.follow();
    slow.follow();

    reads.removeLast().complete(Map.of("queryLimit", "2"));
    reads.removeLast().complete(Map.of("queryLimit", "1"));

    assertThat(live.get().get(Tunables.QUERY_LIMIT)).isEqualTo(2);
  }

  /** Overrides that answer when the test lets them. */
  private static Overrides reading(Deque<Promise<Map<String, String>>> reads) {
    return new Overrides() {
      @Override
      public Future<Map<String, String>> all() {
        Promise<Map<String, String>> promise = Promise.promise();
        reads.addLast(promise);
        return promise.future();
      }

      @Override
      public Future<Void> put(String key, String text) {
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> remove(String key) {
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> clear() {
        return Future.succeededFuture();
      }

      @Override
      public void onChange(Runnable listener) {}
    };
  }
}
