package io.github.cfexporter.collect.kind;

import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;
import static io.github.cfexporter.settings.Tunables.QUERY_KINDS;

import io.github.cfexporter.bus.Collect;
import io.github.cfexporter.bus.SettingsChanged;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.config.KindTerms;
import io.github.cfexporter.config.PerSettings;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.report.Progress;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One query kind, for every account of this node, whichever API it is asked over: what it is told to
 * do, and how it ends.
 */
public abstract class KindVerticle extends VerticleBase {
  protected final NodeContext nodeContext;
  protected final Supplier<Settings> settings;
  protected final Time time;
  protected final Readers readers;
  protected final Telemetry telemetry;
  private final QueryKind kind;
  private final Supplier<Set<String>> denied;
  private boolean hasLeft;

  protected KindVerticle(
      QueryKind kind, NodeContext nodeContext, Readers readers, Telemetry telemetry) {
    this.kind = kind;
    this.nodeContext = nodeContext;
    this.settings = nodeContext.settings();
    this.denied = new PerSettings<>(settings, now -> new KindTerms(now).denied(kind));
    this.time = nodeContext.time();
    this.readers = readers;
    this.telemetry = telemetry;
  }

  /** To be called by whoever overrides it. */
  @Override
  public Future<?> start() {
    return Collect.listen(
        vertx.eventBus(),
        kind.name(),
        message -> {
          if (!hasLeft) {
            collect(message.body());
          }
        },
        message -> release(message.body().account()),
        message -> forget(message.body().account()),
        change -> {
          if (change.concerns(METRICS_DENYLIST, QUERY_KINDS)) {
            termsChanged(change);
          }
        });
  }

  /**
   * Collects no more. What goes on in the successor stays counted and shown; the rest is forgotten. On
   * any thread; completes when nothing of it is left.
   *
   * @param successor of the same sort and scope
   */
  public final Future<Void> leave(Optional<? extends QueryKind> successor) {
    return Future.future(left -> context.runOnContext(asked -> {
      hasLeft = true;
      end(successor).onComplete(left);
    }));
  }

  /** Brings a batch up to date. */
  protected abstract void collect(Collect collect);

  /** What is on its way for the account is for nobody here; another node goes on with it. */
  protected abstract void release(String account);

  /** The account is gone, with all that is known of it. */
  protected abstract void forget(String account);

  /** The operator wants other metrics or kinds, or has others read. */
  protected abstract void termsChanged(SettingsChanged change);

  /** Forgets what does not go on in the successor. */
  protected abstract Future<Void> end(Optional<? extends QueryKind> successor);

  /** Families that are not served now. */
  protected final Set<String> denied() {
    return denied.get();
  }

  protected final Progress progress(String account) {
    return telemetry.progress(account, kind.name());
  }
}
