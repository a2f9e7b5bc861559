package io.github.cfexporter.node;

import io.github.cfexporter.config.LiveQueryKinds;
import io.github.cfexporter.config.ReloadState;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Notices;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Mistake;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the files of a user's own query kinds, and has what they say now take effect. */
final class KindFilesVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(KindFilesVerticle.class);
  private static final long LOOK_MILLIS = 500;

  /** The files among the sources of the configuration. */
  private static final String SOURCE = "query kinds";

  private final LiveQueryKinds live;
  private final ReloadState reloads;
  private final Telemetry telemetry;
  private final Time time;
  private final Supplier<Future<Void>> change;
  private List<Mistake> standing = List.of();
  private volatile boolean stopped;

  /** @param change has the query kinds of {@code live} take effect, if they are others */
  KindFilesVerticle(
      LiveQueryKinds live,
      ReloadState reloads,
      Telemetry telemetry,
      Time time,
      Supplier<Future<Void>> change) {
    this.live = live;
    this.reloads = reloads;
    this.telemetry = telemetry;
    this.time = time;
    this.change = change;
  }

  @Override
  public Future<?> start() {
    lookAgain();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    end();
    return Future.succeededFuture();
  }

  /** Nothing is changed any more; may be called from any thread. */
  void end() {
    stopped = true;
  }

  /** Reads everything again now; may be called from any thread. */
  void reload() {
    context.runOnContext(asked -> live.reload(vertx).compose(this::looked).onFailure(this::failed));
  }

  private void lookAgain() {
    time.after(LOOK_MILLIS, this::look);
  }

  private void look() {
    if (!stopped) {
      live.look(vertx, time.millis())
          .compose(this::looked)
          .onFailure(this::failed)
          .onComplete(done -> lookAgain());
    }
  }

  private void failed(Throwable cause) {
    logger.error("query kinds could not be read again", cause);
  }

  private Future<Void> looked(LiveQueryKinds.Look look) {
    if (!look.changed() || stopped) {
      return Future.succeededFuture();
    }
    if (look.mistakes().isEmpty()) {
      reloads.taken(SOURCE);
    } else {
      reloads.refused(SOURCE);
      look.mistakes().forEach(this::complain);
    }
    show(look.mistakes());
    return change.get();
  }

  private void complain(Mistake mistake) {
    logger.error(
        "query kind refused, what the file held before stays: file=\"{}\" problem=\"{}\"",
        mistake.name(),
        mistake.problem());
    telemetry.configInvalid(mistake.toString());
  }

  /** On the page, for as long as it is so. */
  private void show(List<Mistake> mistakes) {
    Notices notices = telemetry.conditions().notices();
    standing.forEach(mistake -> notices.endUnlogged(subject(mistake)));
    mistakes.forEach(mistake -> notices.beginUnlogged(
        subject(mistake), "Query kind file " + mistake + ". What the file held before stays."));
    standing = mistakes;
  }

  private static String subject(Mistake mistake) {
    return "query kind file " + mistake;
  }
}
