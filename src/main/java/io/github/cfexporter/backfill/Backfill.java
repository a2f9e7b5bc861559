package io.github.cfexporter.backfill;

import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Window;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  private static final long TELL_MILLIS = 5_000;

  private final BackfillOptions options;
  private final HistoryPlan plan;
  private final HistoryReader reader;
  private final HistoryTotals totals;
  private final HistorySink sink;
  private final CallBudget budget;
  private final BackfillClock clock;
  private final PrintStream out;
  private final Map<HistoryUnit, Long> widths = new HashMap<>();
  private final Map<String, String> notCovered = new LinkedHashMap<>();
  private long startedAt;
  private long startedFrom;
  private long toldAt;

  Backfill(
      BackfillOptions options,
      HistoryPlan plan,
      HistoryReader reader,
      HistoryTotals totals,
      HistorySink sink,
      CallBudget budget,
      BackfillClock clock,
      PrintStream out) {
    this.options = options;
    this.plan = plan;
    this.reader = reader;
    this.totals = totals;
    this.sink = sink;
    this.budget = budget;
    this.clock = clock;
    this.out = out;
  }

  /** Reads and writes everything, from where an earlier run of the same came to. */
  public void run() throws IOException, InterruptedException {
    Optional<BackfillState> earlier =
        BackfillState.read(options.state()).filter(state -> state.work().equals(options.work()));
    long to = earlier.map(BackfillState::to).orElse(options.to());
    startedFrom = earlier.map(BackfillState::next).orElse(options.from());
    if (earlier.isPresent()) {
      sink.resume(earlier.get().lengths());
      totals.all().putAll(earlier.get().totals());
      out.println("going on from " + Instant.ofEpochSecond(startedFrom));
    }
    plan.find();
    plan.notCovered().forEach(sentence -> notCovered.put(sentence, ""));
    startedAt = clock.millis();
    for (long begin = startedFrom; begin < to; begin = end(begin, to)) {
      chunk(begin, end(begin, to), to);
      new BackfillState(options.work(), to, end(begin, to), sink.flush(), totals.all())
          .write(options.state());
    }
    sink.end();
    java.nio.file.Files.deleteIfExists(options.state());
    report(to);
  }

  private static long end(long begin, long to) {
    return Math.min(to, (Math.floorDiv(begin, CHUNK) + 1) * CHUNK);
  }

  private void chunk(long begin, long end, long to) throws IOException, InterruptedException {
    List<HistoryUnit> units = plan.units();
    for (int i = 0; i < units.size(); i++) {
      HistoryUnit unit = units.get(i);
      long reach = unit.limits().notOlderThan().toSeconds() - MARGIN;
      long oldest = (Math.floorDiv(clock.millis() / 1000 - reach, 60) + 1) * 60;
      long from = Math.max(begin, oldest);
      if (from > begin) {
        notCovered.merge(
            unit.name() + ": Cloudflare keeps it for " + text(unit.limits().notOlderThan())
                + ", so it begins",
            " " + Instant.ofEpochSecond(Math.min(from, to)),
            (earlier, later) -> later);
      }
      for (long at = from; at < end; ) {
        at = window(unit, at, end);
        tell(begin + (end - begin) * i / units.size(), to);
      }
    }
  }

  /** Reads one window; returns where the next begins. */
  private long window(HistoryUnit unit, long begin, long end)
      throws IOException, InterruptedException {
    long most = Math.max(60, unit.limits().maxDuration().toSeconds() / 60 * 60);
    long width = Math.min(widths.getOrDefault(unit, FIRST_WIDTH), most);
    Window window = new Window(begin, Math.min(end, begin + width));
    HistoryReader.Result result = reader.read(unit, window);
    if (result.tooMuch()) {
      widths.put(unit, Math.max(60, window.seconds() / 2 / 60 * 60));
      return begin;
    }
    if (result.mostRows() < reader.limit(unit) / 4) {
      widths.put(unit, Math.min(2 * width, CHUNK));
    }
    for (HistoryZone zone : unit.zones()) {
      Delta delta = result.zones().get(zone.id());
      if (delta != null) {
        totals.add(unit, zone, window, delta);
      }
    }
    note(unit, window, result);
    return window.to();
  }

  private void note(HistoryUnit unit, Window window, HistoryReader.Result result) {
    result
        .refusals()
        .forEach((zone, why) -> notCovered.merge(
            unit.of(unit.zones().stream().filter(one -> one.id().equals(zone)).toList())
                    .name() + ": " + why + "; windows:",
            " " + window.seconds() + "s from " + Instant.ofEpochSecond(window.from()),
            (earlier, later) -> earlier.length() > 200 ? earlier : earlier + "," + later));
    if (result.mostRows() >= reader.limit(unit)) {
      notCovered.putIfAbsent(unit.name() + ": more rows in a minute than Cloudflare gives", "");
    }
  }

  private void tell(long at, long to) {
    long now = clock.millis();
    if (now - toldAt < TELL_MILLIS) {
      return;
    }
    toldAt = now;
    long done = at - startedFrom;
    String left = done <= 0
        ? "unknown"
        : text(Duration.ofMillis((now - startedAt) * (to - at) / done)
            .truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    out.printf(
        "%d %% done, at %s, %d calls, remaining time %s%n",
        100 * (at - options.from()) / Math.max(1, to - options.from()),
        Instant.ofEpochSecond(at),
        budget.made(),
        left);
  }

  private void report(long to) {
    out.printf(
        "done: %s to %s, %d calls%n",
        Instant.ofEpochSecond(options.from()), Instant.ofEpochSecond(to), budget.made());
    notCovered.forEach((what, more) -> out.println("not covered: " + what + more));
  }

  private static String text(Duration duration) {
    return duration.toDays() > 0
        ? duration.toDays() + "d"
        : duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
