package io.github.cfexporter.node;

import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.exposition.FamilyLines;
import io.github.cfexporter.exposition.FamilySize;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.http.HttpSettings;
import io.github.cfexporter.http.page.FamilyUse;
import io.github.cfexporter.http.page.Overview;
import io.github.cfexporter.http.page.PageRoutes;
import io.github.cfexporter.http.page.PageSources;
import io.github.cfexporter.log.LogTail;
import io.github.cfexporter.report.OwnFamilies;
import io.github.cfexporter.report.Readiness;
import io.github.cfexporter.report.ReportVerticle;
import io.github.cfexporter.report.Status;
import io.github.cfexporter.report.StatusView;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.report.history.StatusRecorder;
import io.github.cfexporter.report.zones.ZoneFinder;
import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.Recent;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Tunables;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** What the landing page needs beside what the node does anyway. */
final class PageStart {
  private final NodeContext nodeContext;
  private final Supplier<Overview.Access> access;
  private final StatusView view;
  private final Supplier<Status> status;
  private final Supplier<Collection<Fragment>> fragments;
  private final Supplier<List<QueryKind>> kinds;
  private final QueryKind own;
  private final Telemetry telemetry;
  private final LogTail log;
  private final StatusRecorder recorder;
  private final ZoneFinder finder;

  /** The exporter's own families, as if they were a query kind. */
  private record OwnKind(String name, List<Family> families) implements QueryKind {
    @Override
    public Scope scope() {
      return Scope.ACCOUNT;
    }
  }

  /** What a node has, and the page shows. */
  record Parts(
      Telemetry telemetry,
      ReportVerticle reports,
      StatusView status,
      Supplier<Readiness> readiness,
      Supplier<Collection<Fragment>> fragments,
      Supplier<List<QueryKind>> kinds,
      OwnFamilies own,
      LogTail log) {}

  PageStart(NodeContext nodeContext, HttpSettings http, BuildInfo build, Parts parts) {
    this.nodeContext = nodeContext;
    this.access = () -> new Overview.Access(
        http.metricsPath(),
        http.asksForALogin(),
        nodeContext.member().isClustered(),
        build.isDemo());
    this.view = parts.status();
    this.status = new Recent<>(nodeContext.time()::millis, view::status);
    this.fragments = parts.fragments();
    this.kinds = parts.kinds();
    this.own = new OwnKind(KnownMetrics.OWN_KIND, parts.own().families());
    this.telemetry = parts.telemetry();
    this.log = parts.log();
    this.recorder =
        new StatusRecorder(status, parts.readiness(), parts.reports()::errors, nodeContext.time());
    this.finder = new ZoneFinder(
        telemetry, nodeContext.member().ownership(), nodeContext.member().isClustered());
  }

  Future<?> start() {
    return nodeContext
        .vertx()
        .deployVerticle(recorder)
        .compose(id -> nodeContext.vertx().deployVerticle(finder));
  }

  PageRoutes routes() {
    return new PageRoutes(new PageSources(
        this::overview,
        status,
        recorder::events,
        finder::find,
        () -> FamilyUse.of(
            allKinds(),
            FamilySize.of(fragments.get()),
            nodeContext.settings().get().get(METRICS_DENYLIST)),
        (family, words) -> FamilyLines.find(fragments.get(), family, words, 200),
        log::after,
        kind -> telemetry.documents().of(kind),
        nodeContext.catalog()));
  }

  private List<QueryKind> allKinds() {
    List<QueryKind> all = new ArrayList<>(kinds.get());
    all.add(own);
    return all;
  }

  /** Tells of settings that have changed; none of those that may is secret. */
  void settingsChanged(Settings before, Settings now) {
    for (Setting<?> setting : Tunables.ALL) {
      if (!before.get(setting).equals(now.get(setting))) {
        recorder.note("Setting " + setting.name() + " has changed.");
      }
    }
  }

  private Overview overview() {
    Status now = status.get();
    return new Overview(
        now,
        now.at().minus(now.uptime()),
        recorder.standing(now),
        recorder.lag().values(),
        recorder.failures().values(),
        view.tolerableLag(),
        access.get());
  }
}
