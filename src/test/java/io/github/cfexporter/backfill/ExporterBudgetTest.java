package io.github.cfexporter.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.report.OwnFamilies;
import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an exporter says of its budgets, over HTTP. */
@Tag("unit")
class ExporterBudgetTest {
  private static final String METRICS = """
      # TYPE cloudflare_exporter_api_budget_remaining gauge
      cloudflare_exporter_api_budget_remaining{api="graphql"} 260
      cloudflare_exporter_api_budget_remaining{api="rest"} 1190.0
      # TYPE cloudflare_exporter_api_budget_limit gauge
      cloudflare_exporter_api_budget_limit{api="graphql"} 300
      cloudflare_exporter_api_budget_limit{api="rest"} 1200
      """;

  private final Vertx vertx = Vertx.vertx();
  private final List<String> logins = new CopyOnWriteArrayList<>();

  @TempDir
  Path directory;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void budgets_areRead() {
    Map<Api, BudgetUse> uses = look(serve(200, METRICS), Map.of());

    assertThat(uses)
        .containsEntry(Api.GRAPHQL, new BudgetUse(300, 260))
        .containsEntry(Api.REST, new BudgetUse(1_200, 1_190));
    assertThat(uses.get(Api.GRAPHQL).used()).isEqualTo(40);
    assertThat(logins).containsExactly("none");
  }

  /** Tens of megabytes, of which nothing is kept. */
  @Test
  void budgetsOfALargeExporter_areRead() {
    String line = "cloudflare_zone_requests_total{zone=\"example.org\",account=\"a\"} 1\n";
    String body = line.repeat(200_000) + "x".repeat(2_000_000) + "\n" + METRICS + line;

    assertThat(look(serve(200, body), Map.of()))
        .containsEntry(Api.GRAPHQL, new BudgetUse(300, 260));
  }

  @Test
  void login_isThatOfTheSettings() {
    look(
        serve(200, METRICS),
        Map.of("BASIC_AUTH_USER", "somebody", "BASIC_AUTH_PASSWORD", "some password"));

    String both = Base64.getEncoder().encodeToString("somebody:some password".getBytes(UTF_8));
    assertThat(logins).containsExactly("Basic " + both);
  }

  @Test
  void whatIsNoExporter_isToldWhy() {
    assertThatThrownBy(() -> look(serve(404, METRICS), Map.of()))
        .hasMessageContaining("it answers with status 404");
    assertThatThrownBy(() -> look(serve(200, "up 1\n"), Map.of()))
        .hasMessageContaining("its metrics do not have cloudflare_exporter_api_budget_limit");
    assertThatThrownBy(() -> look("http://127.0.0.1:1/metrics", Map.of()))
        .hasMessageContaining("127.0.0.1");
  }

  /** The families are those that an exporter has. */
  @Test
  void names_areThoseOfTheExporter() {
    List<String> families = new OwnFamilies(BuildInfo.read())
        .families().stream().map(family -> family.name()).toList();

    assertThat(METRICS.lines().filter(line -> line.startsWith("# TYPE")))
        .allSatisfy(line -> assertThat(families).contains(line.split(" ")[2]));
  }

  @Test
  void exporterThatIsNotThere_endsTheRunBeforeAnyCall() throws Exception {
    try (BackfillRig rig = new BackfillRig(World.of(1, 1))) {
      String file = directory.resolve("history.om").toString();

      int code = rig.run("--from", "2026-03-01", "--output", file, "--exporter", serve(500, ""));

      assertThat(code).isEqualTo(1);
      assertThat(rig.told()).contains("--exporter: its metrics could not be read: it answers with");
      assertThat(rig.simulator.log().calls()).isEmpty();
      assertThat(Files.exists(Path.of(file))).isFalse();
    }
  }

  private Map<Api, BudgetUse> look(String url, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("CLOUDFLARE_API_TOKEN", "some-token");
    Settings settings = Settings.read(new Sources(Map.of(), all, Map.of(), file -> ""));
    return new ExporterBudget(vertx, url, settings).look().await();
  }

  private String serve(int status, String body) {
    HttpServer server = vertx
        .createHttpServer()
        .requestHandler(request -> {
          String login = request.getHeader("Authorization");
          logins.add(login == null ? "none" : login);
          request.response().setStatusCode(status).end(body);
        })
        .listen(0, "127.0.0.1")
        .await();
    return "http://127.0.0.1:" + server.actualPort() + "/metrics";
  }
}
