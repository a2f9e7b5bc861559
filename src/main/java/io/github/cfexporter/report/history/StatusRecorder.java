package io.github.cfexporter.report.history;

import io.github.cfexporter.report.Readiness;
import io.github.cfexporter.report.Status;
import io.github.cfexporter.runtime.Time;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Looks at the state of all nodes every few seconds and keeps what the page shows of the past. */
public final class StatusRecorder extends VerticleBase {
  private static final long LOOK_MILLIS = 10_000;
  private static final int LOOKS_PER_SAMPLE = Samples.STEP_SECONDS * 1_000 / (int) LOOK_MILLIS;
  private static final long NOTHING = -1;

  private final Supplier<Status> status;
  private final Supplier<Readiness> readiness;
  private final LongSupplier errors;
  private final Time time;
  private final CauseHistory causes = new CauseHistory();
  private final Samples lag = new Samples();
  private final Samples failures = new Samples();
  private long errorsBefore;
  private long looks;
  private boolean stopped;

  /** @param errors all that were ever counted */
  public StatusRecorder(
      Supplier<Status> status, Supplier<Readiness> readiness, LongSupplier errors, Time time) {
    this.status = status;
    this.readiness = readiness;
    this.errors = errors;
    this.time = time;
  }

  @Override
  public Future<?> start() {
    note("The exporter has started.");
    errorsBefore = errors.getAsLong();
    time.after(LOOK_MILLIS, this::look);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  /** Adds something to the list of events that is no trouble. */
  public void note(String sentence) {
    causes.add(new Event(now(), "note", "", sentence));
  }

  /** What is wrong in a state, the cause of all else first, and since when. */
  public List<StandingCause> standing(Status of) {
    List<Cause> all = causes(of);
    causes.take(all, now());
    return causes.standing(all, now());
  }

  /** The newest first. */
  public List<Event> events() {
    return causes.events();
  }

  /** Age in seconds of the oldest analytics. */
  public Samples lag() {
    return lag;
  }

  /** Calls that failed since the sample before. */
  public Samples failures() {
    return failures;
  }

  private List<Cause> causes(Status of) {
    List<Cause> all = new ArrayList<>();
    readiness
        .get()
        .reasons()
        .forEach(reason -> all.add(Cause.of(Cause.Level.DEGRADED, "not ready", reason)));
    all.addAll(StatusCauses.of(of));
    return all;
  }

  private void look() {
    if (stopped) {
      return;
    }
    Status of = status.get();
    causes.take(causes(of), now());
    looks++;
    if (looks % LOOKS_PER_SAMPLE == 0) {
      lag.add(oldest(of).orElse(NOTHING));
      long all = errors.getAsLong();
      failures.add(Math.max(0, all - errorsBefore));
      errorsBefore = all;
    }
    time.after(LOOK_MILLIS, this::look);
  }

  private static OptionalLong oldest(Status of) {
    return of.accounts().stream()
        .flatMap(account -> account.kinds().stream())
        .filter(kind -> !kind.isRest() && kind.state() != Status.State.OFF)
        .flatMapToLong(kind -> kind.lagSeconds().stream())
        .max();
  }

  private Instant now() {
    return Instant.ofEpochMilli(time.millis());
  }
}
