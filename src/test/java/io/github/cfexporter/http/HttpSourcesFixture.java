package io.github.cfexporter.http;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.exposition.Format;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.FragmentWriter;
import io.github.cfexporter.report.Health;
import io.github.cfexporter.report.Health.Check;
import io.github.cfexporter.report.Readiness;
import io.github.cfexporter.report.Refused;
import io.github.cfexporter.report.Status;
import io.github.cfexporter.report.Status.Account;
import io.github.cfexporter.report.Status.Budget;
import io.github.cfexporter.report.Status.Kind;
import io.github.cfexporter.report.Status.Node;
import io.github.cfexporter.report.Status.Problem;
import io.github.cfexporter.report.Status.State;
import io.github.cfexporter.settings.values.RateLimitMode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An exporter with one account, every part of which a test may change before it asks. */
public final class HttpSourcesFixture {
  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final List<String> LABELS = List.of("zone");

  public volatile Collection<Fragment> fragments = List.of(new FragmentWriter()
      .family("requests_total")
      .sample(LABELS, List.of("example.org"), 42L)
      .finish());
  public volatile List<Family> order =
      List.of(new Family("requests_total", MetricType.COUNTER, "Requests.", LABELS));
  public volatile Optional<Supplier<Collection<Fragment>>> ofNode = Optional.empty();
  public volatile Future<Health> health =
      Future.succeededFuture(new Health(NOON, Check.passed(12), Check.passed(34)));
  public volatile Readiness readiness = Readiness.READY;

  /** What the server refused so far, in order. */
  public final List<Refused.Reason> refused = new CopyOnWriteArrayList<>();

  public volatile Status status = status(State.OK);

  public HttpSources sources() {
    return sources(HttpSourcesFixture::echo);
  }

  public HttpSources sources(Consumer<Router> moreRoutes) {
    return new HttpSources(
        () -> List.copyOf(fragments),
        () -> fragments,
        ofNode,
        () -> order,
        format -> ("own " + (format == Format.TEXT ? "1\n" : "1.0\n# EOF\n"))
            .getBytes(StandardCharsets.UTF_8),
        () -> health,
        () -> readiness,
        () -> status,
        refused::add,
        moreRoutes);
  }

  public static Status status(State state) {
    Kind kind = new Kind(
        "http-metrics",
        state,
        OptionalLong.of(330),
        Optional.of(NOON.minusSeconds(30)),
        1_200,
        5_000,
        state == State.FAILING ? Optional.of("<b>no</b>") : Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        false);
    return new Status(
        NOON,
        "1.2.3",
        Duration.ofHours(3),
        List.of(new Account("acc1", "acme", 12, 10, 2, List.of(kind))),
        List.of(new Budget(
            "graphql", RateLimitMode.TOKEN, 300, 120, 0, List.of(90, 120), Duration.ofSeconds(15))),
        List.of(new Problem(NOON, "acme", "http-metrics", "API_TIMEOUT", "no answer in 30 s")),
        List.of(new Node("node-1", "10.0.0.1:5701", true, 1)));
  }

  /** Stands for the routes that others add. */
  private static void echo(Router router) {
    router.put("/config/:key").handler(request -> request.end(request.body().buffer()));
  }
}
