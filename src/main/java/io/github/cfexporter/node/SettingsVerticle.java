package io.github.cfexporter.node;

import io.github.cfexporter.bus.SettingsChanged;
import io.github.cfexporter.cluster.shared.Overrides;
import io.github.cfexporter.config.LiveSettings;
import io.github.cfexporter.config.OverrideStore;
import io.github.cfexporter.config.SettingsWatch;
import io.github.cfexporter.http.ConfigRoutes;
import io.github.cfexporter.http.webconfig.LiveWebConfig;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Mistake;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the settings up to date with the files and the overrides, and tells of every change. */
public final class SettingsVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(SettingsVerticle.class);
  private static final long LOOK_MILLIS = 500;

  /** The web configuration among the sources. */
  private static final String WEB = "web";

  /** Every so many looks the overrides are read, too, should the cluster have lost an event. */
  private static final int LOOKS_PER_READING = 20;

  private final LiveSettings live;
  private final LiveWebConfig web;
  private final Overrides overrides;
  private final OverrideStore overriding;
  private final Time time;
  private final Telemetry telemetry;
  private SettingsWatch watch;
  private long looks;
  private boolean unread;
  private boolean stopped;

  public SettingsVerticle(
      LiveSettings live, LiveWebConfig web, NodeContext nodeContext, Telemetry telemetry) {
    this.live = live;
    this.web = web;
    this.overrides = nodeContext.member().overrides();
    this.time = nodeContext.time();
    this.telemetry = telemetry;
    this.overriding = new OverrideStore(live, overrides, this::complain);
    live.unknownVariables()
        .forEach(unknown -> telemetry
            .conditions()
            .notices()
            .begin(
                "environment variable " + unknown.name(),
                "Environment variable " + unknown.name() + " " + unknown.problem() + "."));
  }

  /** Completes when the overrides hold that were set before. */
  @Override
  public Future<?> start() {
    live.onChange((before, now) -> SettingsChanged.publish(vertx.eventBus(), before, now));
    overrides.onChange(() -> context.runOnContext(event -> follow()));
    watch = new SettingsWatch(vertx, live, this::complain);
    lookAgain();
    return overriding.follow();
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  /** The way to see and change the settings over HTTP. */
  ConfigRoutes routes() {
    return new ConfigRoutes(live, overriding);
  }

  /** Reads everything again now; may be called from any thread. */
  void reload() {
    context.runOnContext(asked -> {
      watch
          .reload()
          .compose(read -> judge(found -> web.reload(vertx, found).map(true)))
          .onFailure(cause -> logger.error("configuration files could not be read again", cause));
      follow();
    });
  }

  /** Notes whether the web configuration was taken over, if it was looked at with a result. */
  private Future<?> judge(Function<Consumer<Mistake>, Future<Boolean>> look) {
    List<Mistake> found = new ArrayList<>();
    return look.apply(found::add).onSuccess(changed -> {
      found.forEach(this::complain);
      if (!found.isEmpty()) {
        live.reloads().refused(WEB);
      } else if (changed) {
        live.reloads().taken(WEB);
      }
    });
  }

  private void complain(Mistake mistake) {
    telemetry.configInvalid(mistake.toString());
  }

  private void lookAgain() {
    time.after(LOOK_MILLIS, this::look);
  }

  private void look() {
    if (stopped) {
      return;
    }
    looks++;
    if (looks % LOOKS_PER_READING == 0) {
      follow();
    }
    watch
        .look(time.millis())
        .compose(looked -> judge(found -> web.look(vertx, time.millis(), found)))
        .onFailure(cause -> logger.error("configuration files could not be looked at", cause))
        .onComplete(done -> lookAgain());
  }

  private void follow() {
    overriding.follow().onComplete(read -> {
      if (read.failed() && !unread && !stopped) {
        logger.warn("overrides could not be read, those known stay", read.cause());
      }
      unread = read.failed();
    });
  }
}
