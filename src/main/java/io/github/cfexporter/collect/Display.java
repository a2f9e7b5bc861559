package io.github.cfexporter.collect;

import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;
import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;

import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cluster.FragmentKey;
import io.github.cfexporter.cluster.Fragments;
import io.github.cfexporter.counting.Retention;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Ground;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what one query kind has counted. Boards are touched and rendered by a worker, in the order of
 * the calls; whatever changes within a moment is rendered once.
 */
final class Display {
  private static final Logger logger = LoggerFactory.getLogger(Display.class);
  private static final long RENDER_DELAY_MILLIS = 200;
  private static final long TAKE_OVER_MILLIS = 30_000;

  private record Rendered(Fragment fragment, Map<String, Long> watermarks) {}

  private final GraphqlKind kind;
  private final List<String> names;
  private final Vertx vertx;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Fragments fragments;
  private final Telemetry telemetry;

  Display(GraphqlKind kind, Ground ground, Telemetry telemetry) {
    this.kind = kind;
    this.names = kind.families().stream().map(Family::name).toList();
    this.vertx = ground.vertx();
    this.settings = ground.settings();
    this.time = ground.time();
    this.fragments = ground.member().fragments();
    this.telemetry = telemetry;
  }

  /** Shows stored totals in place of what was shown before. */
  void load(Roster roster, Board.Cell cell, Totals totals) {
    change(roster, nothing(board -> board.load(cell, totals)));
  }

  /**
   * Shows a window that has been added to the counters.
   *
   * @param dropped is told how many gauges found no room, by family
   */
  void add(
      Errand errand,
      Asked.Fetched fetched,
      Retention kept,
      Consumer<Map<String, Integer>> dropped) {
    Board.Cell cell = errand.track().cell();
    long resumed = errand.want().watermark();
    change(
            errand.roster(),
            board -> board.add(cell, resumed, fetched.window(), fetched.delta(), kept))
        .onSuccess(dropped::accept);
  }

  /** Forgets families of a source in a zone. */
  void drop(Roster roster, Board.Cell cell, Set<String> families) {
    change(roster, nothing(board -> board.drop(cell, families)));
  }

  /** Forgets a source in a zone altogether. */
  void drop(Roster roster, Board.Cell cell) {
    change(roster, nothing(board -> board.drop(cell)));
  }

  private static Function<Board, Void> nothing(Consumer<Board> change) {
    return board -> {
      change.accept(board);
      return null;
    };
  }

  private <T> Future<T> change(Roster roster, Function<Board, T> change) {
    return vertx
        .executeBlocking(() -> change.apply(roster.board()))
        .onSuccess(done -> refresh(roster))
        .onFailure(
            cause -> logger.error("series could not be updated: query={}", kind.name(), cause));
  }

  /** Renders soon. */
  void refresh(Roster roster) {
    if (roster.planRender()) {
      time.after(RENDER_DELAY_MILLIS, () -> render(roster));
    }
  }

  /** Takes an account that is gone out of the output. */
  void remove(Roster roster) {
    roster.retire();
    fragments.remove(key(roster));
  }

  /** Names of the families that are served, in the order of the catalog. */
  List<String> families() {
    Set<String> denied = settings.get().get(METRICS_DENYLIST);
    return names.stream().filter(name -> !denied.contains(name)).toList();
  }

  private void render(Roster roster) {
    roster.rendering();
    List<String> families = families();
    List<String> sources = kind.sources().stream().map(Source::name).toList();
    List<Board.Shown> shown = roster.shown();
    Set<String> zones = shown.stream().map(Board.Shown::zone).collect(Collectors.toSet());
    String label = roster.account().label();
    vertx
        .executeBlocking(() -> {
          roster.board().retain(zones);
          Fragment fragment = roster.board().render(label, shown, sources, families);
          return new Rendered(fragment, roster.board().watermarks());
        })
        .onSuccess(rendered -> publish(roster, rendered))
        .onFailure(
            cause -> logger.error("series could not be rendered: query={}", kind.name(), cause));
  }

  private void publish(Roster roster, Rendered rendered) {
    if (!roster.isRetired() && mayShow(roster)) {
      roster.showing();
      fragments.put(key(roster), rendered.fragment(), rendered.watermarks());
      telemetry
          .progress(roster.account().id(), kind.name())
          .series(roster.part(), rendered.fragment().series());
    }
  }

  /** What a former owner has rendered stays until it can be replaced without a gap. */
  private boolean mayShow(Roster roster) {
    long patience =
        TAKE_OVER_MILLIS + 2 * settings.get().get(METRIC_REFRESH_INTERVAL).toMillis();
    return roster.isShown()
        || !fragments.has(key(roster))
        || roster.isFresh()
        || (roster.isLoaded() && time.millis() > roster.since() + patience);
  }

  private FragmentKey key(Roster roster) {
    return new FragmentKey(roster.account().id(), kind.name(), roster.part());
  }
}
