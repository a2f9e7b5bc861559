package io.github.cfexporter.node;

import static io.github.cfexporter.settings.Deployment.DISABLE_CONFIG_API;
import static io.github.cfexporter.settings.Deployment.DISABLE_UI;

import io.github.cfexporter.bus.Messages;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.cloudflare.KnownSecrets;
import io.github.cfexporter.config.LiveSettings;
import io.github.cfexporter.config.ReloadState;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.gateway.HealthProbe;
import io.github.cfexporter.http.HttpSettings;
import io.github.cfexporter.http.HttpSources;
import io.github.cfexporter.http.HttpVerticle;
import io.github.cfexporter.http.ZonesRoute;
import io.github.cfexporter.log.LogTail;
import io.github.cfexporter.log.Redaction;
import io.github.cfexporter.report.OwnFamilies;
import io.github.cfexporter.report.Readiness;
import io.github.cfexporter.report.Report;
import io.github.cfexporter.report.ReportVerticle;
import io.github.cfexporter.report.StatusView;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.runtime.Conditions;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.Recent;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One node of the exporter: deploys the verticles bottom up, the limiter first, then what asks it,
 * then what serves the results.
 */
public final class Exporter {
  private final NodeContext nodeContext;
  private final Telemetry telemetry;
  private final CollectorStart collecting;
  private final OwnFamilies own;
  private final ServedFamilies families;
  private final ReportVerticle reports;
  private final SafetyVerticle safety;
  private final Recent<Fragment> ownFragment;
  private final Recent<Fragment> nodeFragment;
  private final StatusView status;
  private final HealthProbe health;
  private final PageStart page;
  private final HttpVerticle http;
  private final Optional<SettingsVerticle> editing;
  private final KindFilesVerticle files;
  private final Redaction redaction = new Redaction();
  private final UnaryOperator<String> mask = this::withoutSecrets;
  private volatile Settings hidden;
  private volatile boolean started;

  /** A node whose settings change, if at all, only by what their supplier answers. */
  public Exporter(NodeContext nodeContext, HttpSettings httpSettings) {
    this(nodeContext, httpSettings, Surroundings.plain(nodeContext));
  }

  /** A node in certain surroundings. */
  public Exporter(NodeContext nodeContext, HttpSettings httpSettings, Surroundings around) {
    this.nodeContext = nodeContext;
    this.telemetry = new Telemetry(nodeContext.time());
    hearOfConditions();
    this.collecting = new CollectorStart(nodeContext, telemetry, around.receivers());
    this.reports = new ReportVerticle(telemetry, nodeContext.member(), nodeContext.time());
    this.safety = new SafetyVerticle(nodeContext.member(), nodeContext.time());
    telemetry.conditions().cluster(safety::state);
    this.own = new OwnFamilies(around.build());
    this.families = new ServedFamilies(collecting::families, reports::familiesOfFiles, own);
    this.ownFragment = recent(reports::all);
    this.nodeFragment = recent(reports::own);
    this.status = new StatusView(
        reports::all,
        reports::nodes,
        nodeContext.settings(),
        nodeContext.time(),
        around.build(),
        collecting::isRest);
    this.health = new HealthProbe(nodeContext.vertx(), nodeContext.settings(), nodeContext.time());
    this.editing = around
        .live()
        .map(now -> new SettingsVerticle(now, httpSettings.web(), nodeContext, telemetry));
    this.files = files(around);
    this.page = page(httpSettings, around.build(), around.log());
    this.http = new HttpVerticle(httpSettings, sources());
    around.live().ifPresent(settings -> settings.onChange(page::settingsChanged));
  }

  private void hearOfConditions() {
    telemetry.conditions().skew(nodeContext.time()::skewMillis);
    telemetry.conditions().alsoTell(nodeContext.member()::notices);
    telemetry.conditions().kinds(() -> Conditions.Kinds.of(nodeContext.catalog().get()));
    telemetry.conditions().databaseUp(nodeContext.member()::databaseUp);
  }

  private KindFilesVerticle files(Surroundings around) {
    return new KindFilesVerticle(
        around.kinds(),
        around.live().map(LiveSettings::reloads).orElseGet(() -> new ReloadState(() -> 0)),
        telemetry,
        nodeContext.time(),
        () -> collecting.become(around.kinds().catalog()));
  }

  /** What is told of the exporter itself, rendered once a second. */
  private Recent<Fragment> recent(Supplier<Report> told) {
    return new Recent<>(
        nodeContext.time()::millis,
        () -> own.render(told.get(), nodeContext.time().seconds()));
  }

  private PageStart page(HttpSettings httpSettings, BuildInfo build, LogTail log) {
    return new PageStart(
        nodeContext,
        httpSettings,
        build,
        new PageStart.Parts(
            telemetry,
            reports,
            status,
            this::readiness,
            this::fragments,
            () -> nodeContext.catalog().get().all(),
            own,
            log));
  }

  /** Completes when the node serves and collects. */
  public Future<Void> start() {
    KnownSecrets.hideBy(mask);
    Vertx vertx = nodeContext.vertx();
    Messages.register(vertx.eventBus());
    return followSettings()
        .compose(id -> vertx.deployVerticle(safety))
        .compose(id -> vertx.deployVerticle(reports))
        .compose(id -> collecting.start())
        .compose(id -> page.start())
        .compose(id -> vertx.deployVerticle(http))
        .compose(id -> collecting.startAccounts())
        .compose(id -> vertx.deployVerticle(files))
        .onSuccess(id -> started = true)
        .mapEmpty();
  }

  /** Stops collecting, in order; what only serves goes with its Vert.x. */
  public Future<Void> stop() {
    started = false;
    files.end();
    return collecting.stop().onComplete(stopped -> KnownSecrets.forget(mask));
  }

  /** Reads the sources of its settings again, if it follows them at all. */
  public void reload() {
    editing.ifPresent(SettingsVerticle::reload);
    files.reload();
  }

  /** The port on which HTTP is served. */
  public int port() {
    return http.port();
  }

  /** Every family that may be served, in the order of the output. */
  public List<Family> families() {
    return families.all();
  }

  /** Secrets may change at any time, and those of before stay hidden. */
  private String withoutSecrets(String text) {
    Settings now = nodeContext.settings().get();
    if (now != hidden) {
      redaction.hide(now);
      hidden = now;
    }
    return redaction.of(text);
  }

  /** First of all, because what was set at runtime before must hold from the first call on. */
  private Future<?> followSettings() {
    return editing.isPresent()
        ? nodeContext.vertx().deployVerticle(editing.get())
        : Future.succeededFuture();
  }

  private HttpSources sources() {
    return new HttpSources(
        this::stamp,
        this::fragments,
        nodeContext.member().isClustered() ? Optional.of(this::fragmentsOfNode) : Optional.empty(),
        () -> families.allowed(nodeContext.settings().get()),
        Recent.byFormat(nodeContext.time()::millis, nodeContext.ownMetrics()),
        health::health,
        this::readiness,
        status::status,
        reason -> telemetry.httpRefused(reason.word()),
        this::moreRoutes);
  }

  private void moreRoutes(Router router) {
    if (!nodeContext.settings().get().get(DISABLE_UI)) {
      new ZonesRoute(reports::zones).mount(router);
      page.routes().mount(router);
    }
    if (!nodeContext.settings().get().get(DISABLE_CONFIG_API)) {
      editing.ifPresent(verticle -> verticle.routes().mount(router));
    }
  }

  /** What is told of the exporter itself changes all the time, but is new enough for a second. */
  private Object stamp() {
    return List.of(
        List.copyOf(nodeContext.member().fragments().all()),
        nodeContext.settings().get(),
        nodeContext.catalog().get(),
        nodeContext.time().millis() / Recent.MILLIS);
  }

  private Collection<Fragment> fragments() {
    List<Fragment> fragments = new ArrayList<>(nodeContext.member().fragments().all());
    fragments.add(ownFragment.get());
    return fragments;
  }

  private Collection<Fragment> fragmentsOfNode() {
    List<Fragment> fragments = new ArrayList<>(nodeContext.member().fragments().own());
    fragments.add(nodeFragment.get());
    return fragments;
  }

  private Readiness readiness() {
    if (!started) {
      return Readiness.notYet("the verticles are being deployed");
    }
    return safety.isSafe()
        ? Readiness.READY
        : Readiness.notYet("the cluster is making backups; another node must not stop now");
  }
}
