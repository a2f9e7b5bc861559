package io.github.cfexporter.backfill;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.runtime.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run: day by day, unit by unit, window by window. What is in memory is one answer and one number
 * a series, however long the range.
 */
public final class Backfill {
  /** Seconds after which a later run can go on. */
  private static final long CHUNK = 6 * 3_600;

  private static final long FIRST_WIDTH = 3_600;

  /** A window begins so much later than what is about to fall out of reach, in seconds. */
  private static final long MARGIN = 120;

  private final BackfillOptions options;
  private final HistoryPlan plan;
  private final HistoryReader reader;
  private final HistoryTotals totals;
  private final HistorySink sink;
  private final CallBudget budget;
  private final Time time;
  private final BackfillReport report;
  private final Map<HistoryUnit, Long> widths = new HashMap<>();

  /** @param out takes line by line what a person is told */
  Backfill(
      BackfillOptions options,
      HistoryPlan plan,
      HistoryReader reader,
      HistoryTotals totals,
      HistorySink sink,
      CallBudget budget,
      Time time,
      Consumer<String> out) {
    this.options = options;
    this.plan = plan;
    this.reader = reader;
    this.totals = totals;
    this.sink = sink;
    this.budget = budget;
    this.time = time;
    this.report = new BackfillReport(options, budget, time, out);
  }

  /**
   * Reads and writes everything, from where an earlier run of the same came to.
   *
   * @return whether everything that was read has been taken
   * @throws BackfillException when it cannot go on now; started again, it does
   */
  public boolean run() throws IOException {
    Optional<BackfillState> earlier = BackfillState.read(options.state());
    earlier.ifPresent(this::demandSameWork);
    long begin = earlier.map(BackfillState::next).orElse(options.from());
    if (earlier.isPresent()) {
      sink.resume(earlier.get().lengths());
      totals.all().putAll(earlier.get().totals());
      report.goingOn(begin);
    }
    budget.begin().await();
    plan.find();
    plan.notCovered().forEach(report::notCovered);
    report.begun(begin);
    for (long at = begin; at < options.to(); at = end(at)) {
      chunk(at, end(at));
      new BackfillState(options.work(), end(at), sink.flush(), totals.all()).write(options.state());
    }
    sink.end();
    Files.deleteIfExists(options.state());
    report.done(sink.refused());
    return sink.refused() == 0;
  }

  private void demandSameWork(BackfillState earlier) {
    if (!earlier.work().equals(options.work())) {
      throw new BackfillException(
          "--state: \"" + options.state()
              + "\" is of a run with other arguments, allowed is that of"
              + " the same ones: give these again, delete the file, or name another one",
          null);
    }
  }

  private long end(long begin) {
    return Math.min(options.to(), (Math.floorDiv(begin, CHUNK) + 1) * CHUNK);
  }

  private void chunk(long begin, long end) throws IOException {
    List<HistoryUnit> units = plan.units();
    for (int i = 0; i < units.size(); i++) {
      HistoryUnit unit = units.get(i);
      Duration kept = unit.limits().notOlderThan();
      long oldest = (Math.floorDiv(time.seconds() - kept.toSeconds() + MARGIN, 60) + 1) * 60;
      long from = Math.max(begin, oldest);
      if (from > begin) {
        report.beginsAt(unit, Math.min(from, options.to()));
      }
      for (long at = from; at < end && !reader.open(unit).isEmpty(); ) {
        at = window(unit, at, end);
        report.progress(begin + (end - begin) * i / units.size());
      }
    }
  }

  /** Reads one window; returns where the next begins. */
  private long window(HistoryUnit unit, long begin, long end) throws IOException {
    HistoryUnit open = unit.of(reader.open(unit));
    long most = Math.max(60, unit.limits().maxDuration().toSeconds() / 60 * 60);
    long width = Math.min(widths.getOrDefault(unit, FIRST_WIDTH), most);
    Window window = new Window(begin, Math.min(end, begin + width));
    HistoryReader.Result result = reader.read(open, window);
    if (result.tooMuch()) {
      widths.put(unit, Math.max(60, window.seconds() / 2 / 60 * 60));
      return begin;
    }
    if (result.mostRows() < reader.limit(unit) / 4) {
      widths.put(unit, Math.min(2 * width, CHUNK));
    }
    for (HistoryZone zone : open.zones()) {
      Delta delta = result.zones().get(zone.id());
      CloudflareException refusal = result.refusals().get(zone.id());
      if (delta != null) {
        totals.add(unit, zone, window, delta);
      } else if (refusal != null) {
        note(unit.of(List.of(zone)), window, refusal);
      }
    }
    if (result.mostRows() >= reader.limit(unit)) {
      report.notCovered(unit.name() + ": more rows in a minute than Cloudflare gives");
    }
    return window.to();
  }

  private void note(HistoryUnit unit, Window window, CloudflareException refusal) {
    if (refusal.refusal() instanceof Refusal.TooOld) {
      report.tooOld(unit, window);
    } else {
      report.notCovered(unit.name() + " from " + Instant.ofEpochSecond(window.from()) + ": "
          + refusal.getMessage());
    }
  }
}
