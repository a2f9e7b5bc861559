package io.github.cfexporter.http;

import io.github.cfexporter.config.FakeOverrides;
import io.github.cfexporter.config.LiveSettings;
import io.github.cfexporter.config.OverrideStore;
import io.github.cfexporter.config.SettingsReader;
import io.github.cfexporter.http.access.Credentials;
import io.github.cfexporter.http.access.HostNames;
import io.github.cfexporter.http.page.PageRoutes;
import io.github.cfexporter.http.page.PageSourcesFixture;
import io.github.cfexporter.report.Status.State;
import io.github.cfexporter.settings.MetricNames;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A server without credentials and one with them, both of the same exporter. */
final class ContractServers implements AutoCloseable {
  /** The name that both are configured to have. */
  static final String OWN = "exporter.example";

  private final Vertx vertx = Vertx.vertx();
  private final List<Vertx> others = new ArrayList<>(List.of(vertx));

  /** Overrides of the server that was opened last. */
  private FakeOverrides overrides = new FakeOverrides();

  private final HttpSourcesFixture exporter = ofCluster();
  private final int open = serve(vertx, Optional.empty());
  private final int closed = serve(another(), Optional.of(new Credentials("prom", "right")));

  int open() {
    return open;
  }

  int closed() {
    return closed;
  }

  HttpSourcesFixture exporter() {
    return exporter;
  }

  FakeOverrides overrides() {
    return overrides;
  }

  @Override
  public void close() {
    others.forEach(one -> one.close().await());
  }

  /** Paths of all routes that a node has. */
  Set<String> routes() {
    LiveSettings live =
        LiveSettings.read(new SettingsReader(Map.of()), MetricNames.of(() -> List.of("a_total")));
    ConfigRoutes config = new ConfigRoutes(live, new OverrideStore(live, overrides, mistake -> {}));
    Router router = new Server(
            settings(Optional.empty()), exporter.sources(more -> mount(config, more)))
        .router(vertx);
    return router.getRoutes().stream()
        .map(Route::getPath)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static HttpSourcesFixture ofCluster() {
    HttpSourcesFixture exporter = new HttpSourcesFixture();
    exporter.ofNode = Optional.of(() -> exporter.fragments);
    return exporter;
  }

  /** As a node adds them. */
  private static void mount(ConfigRoutes config, Router router) {
    config.mount(router);
    new ZonesRoute(account -> Future.succeededFuture(Optional.of(List.of()))).mount(router);
    new PageRoutes(PageSourcesFixture.of(HttpSourcesFixture.status(State.OK))).mount(router);
  }

  private Vertx another() {
    Vertx another = Vertx.vertx(); // within one, servers would share a port
    others.add(another);
    return another;
  }

  private int serve(Vertx on, Optional<Credentials> credentials) {
    LiveSettings live =
        LiveSettings.read(new SettingsReader(Map.of()), MetricNames.of(() -> List.of("a_total")));
    FakeOverrides stored = new FakeOverrides();
    overrides = stored;
    ConfigRoutes routes = new ConfigRoutes(live, new OverrideStore(live, stored, mistake -> {}));
    HttpVerticle verticle =
        new HttpVerticle(settings(credentials), exporter.sources(router -> mount(routes, router)));
    on.deployVerticle(verticle).await();
    return verticle.port();
  }

  private static HttpSettings settings(Optional<Credentials> credentials) {
    return new HttpSettings(
        "127.0.0.1",
        0,
        "/metrics",
        false,
        credentials,
        new HostNames(List.of(OWN)),
        HttpLimits.usual());
  }
}
