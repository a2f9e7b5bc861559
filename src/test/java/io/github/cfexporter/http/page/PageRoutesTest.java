package io.github.cfexporter.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.http.HttpSettings;
import io.github.cfexporter.http.HttpSourcesFixture;
import io.github.cfexporter.http.HttpVerticle;
import io.github.cfexporter.report.Status;
import io.github.cfexporter.report.Status.State;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the page asks for every few seconds is small, compressed, and not sent twice. */
@Tag("unit")
class PageRoutesTest {
  private static final int ACCOUNTS = 200;
  private static final int KINDS = 16;
  private static final int MOST_BYTES = 40_000;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** cases: 200 accounts with ten zones each, no two of which have a number in common. */
  @Test
  void refreshOfTwoHundredAccounts_isLessThanFortyKilobytes() throws Exception {
    int port = serve(large());

    HttpResponse<byte[]> answer = get(port, "/page/overview.json", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(answer.body()).hasSizeBetween(2_000, MOST_BYTES);
    JsonObject overview = json(answer);
    assertThat(overview.getJsonArray("accounts")).hasSize(ACCOUNTS);
    assertThat(overview.getJsonObject("verdict").getString("level")).isEqualTo("degraded");
  }

  @Test
  void whatTheBrowserHas_isNotSentAgain() throws Exception {
    int port = serve(HttpSourcesFixture.status(State.OK));
    for (String path : List.of("/page/overview.json", "/status.json", "/page/check.json")) {
      HttpResponse<byte[]> first = get(port, path, "");
      String tag = first.headers().firstValue("ETag").orElseThrow();

      HttpResponse<byte[]> second = get(port, path, tag);

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(second.statusCode()).as(path).isEqualTo(304);
      assertThat(second.body()).isEmpty();
      assertThat(get(port, path, "\"other\"").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void verdict_hasLevelCauseAndSince() throws Exception {
    JsonObject verdict = json(get(
            serve(HttpSourcesFixture.status(State.FAILING)), "/page/overview.json", ""))
        .getJsonObject("verdict");

    assertThat(verdict.getString("level")).isEqualTo("broken");
    assertThat(verdict.getJsonArray("causes").getJsonObject(0))
        .isEqualTo(new JsonObject()
            .put("level", "broken")
            .put("sentence", "Collections that are failing: 1 of 1 (http-metrics of acme).")
            .put("since", HttpSourcesFixture.NOON.getEpochSecond() - 60));
    assertThat(json(get(serve(HttpSourcesFixture.status(State.OK)), "/page/overview.json", ""))
            .getJsonObject("verdict"))
        .isEqualTo(new JsonObject().put("level", "ok").put("causes", new JsonArray()));
  }

  @Test
  void ageOfRestData_isNoLag() throws Exception {
    JsonObject account = json(get(serve(withRest()), "/page/overview.json", ""))
        .getJsonArray("accounts")
        .getJsonObject(0);
    long noon = HttpSourcesFixture.NOON.getEpochSecond();

    assertThat(account.getLong("watermark")).isEqualTo(noon - 330);
    assertThat(account.getLong("rest")).isEqualTo(noon - 1_700);
  }

  @Test
  void account_isToldKindByKind_withDatasetsAndFamilies() throws Exception {
    int port = serve(withRest());

    JsonObject kind =
        json(get(port, "/page/account.json?id=acc1", "")).getJsonArray("kinds").getJsonObject(0);
    JsonObject source = kind.getJsonArray("sources").getJsonObject(0);

    assertThat(kind.getString("name")).isEqualTo("http-metrics");
    assertThat(kind.getString("why")).isEqualTo("all of its metrics are in metricsDenylist");
    assertThat(source.getLong("zones")).isEqualTo(7);
    assertThat(source.getJsonArray("datasets"))
        .contains("httpRequests1mGroups", "httpRequestsOverviewAdaptiveGroups");
    assertThat(source.getJsonArray("families")).contains("cloudflare_zone_requests_total");
    assertThat(get(port, "/page/account.json?id=other", "").statusCode()).isEqualTo(404);
  }

  private int serve(Status status) {
    HttpVerticle server = new HttpVerticle(
        new HttpSettings("127.0.0.1", 0, "/metrics", false, Optional.empty()),
        withStatus(status)
            .sources(router -> new PageRoutes(PageSourcesFixture.of(status)).mount(router)));
    Vertx another = Vertx.vertx(); // within one, servers would share a port
    vertx
        .deployVerticle(new io.vertx.core.VerticleBase() {
          @Override
          public io.vertx.core.Future<?> stop() {
            return another.close();
          }
        })
        .await();
    another.deployVerticle(server).await();
    return server.port();
  }

  private static HttpSourcesFixture withStatus(Status status) {
    HttpSourcesFixture exporter = new HttpSourcesFixture();
    exporter.status = status;
    return exporter;
  }

  private HttpResponse<byte[]> get(int port, String path, String tag) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + path))
        .header("Accept-Encoding", "gzip");
    if (!tag.isEmpty()) {
      request.header("If-None-Match", tag);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static JsonObject json(HttpResponse<byte[]> answer) throws IOException {
    byte[] body = answer.body();
    if (answer.headers().firstValue("Content-Encoding").isPresent()) {
      body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
    }
    return new JsonObject(new String(body, StandardCharsets.UTF_8));
  }

  private static Status withRest() {
    Status one = HttpSourcesFixture.status(State.OK);
    Status.Kind off = new Status.Kind(
        "http-metrics",
        State.OFF,
        OptionalLong.empty(),
        Optional.empty(),
        0,
        0,
        Optional.empty(),
        List.of(),
        List.of(new Status.SourceUse("http", 7)),
        Optional.of("all of its metrics are in metricsDenylist"),
        false);
    Status.Kind graphql = kind("colo-metrics", State.OK, 330, 1);
    Status.Kind rest = kind("ssl-certificates", State.OK, 1_700, 1_700);
    return new Status(
        one.at(),
        one.version(),
        one.uptime(),
        List.of(new Status.Account("acc1", "acme", 12, 10, 2, List.of(off, graphql, rest))),
        one.budgets(),
        one.recentErrors(),
        one.nodes());
  }

  private static Status.Kind kind(String name, State state, long lag, long ago) {
    Instant success = HttpSourcesFixture.NOON.minusSeconds(ago);
    return new Status.Kind(
        name,
        state,
        OptionalLong.of(lag),
        Optional.of(success),
        lag * 17,
        lag * 31,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        name.equals("ssl-certificates"));
  }

  /** Names, ids and numbers of which none is like another; every twentieth account is late. */
  private static Status large() {
    Random chance = new Random(1);
    List<Status.Account> accounts = new ArrayList<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      State state = i % 20 == 0 ? State.LATE : State.OK;
      List<Status.Kind> kinds = IntStream.range(0, KINDS)
          .mapToObj(
              k -> kind("colo-metrics", state, 300 + chance.nextInt(900), chance.nextInt(100)))
          .toList();
      accounts.add(new Status.Account(letters(chance, 32), letters(chance, 20), 10, 10, 0, kinds));
    }
    Status one = HttpSourcesFixture.status(State.OK);
    return new Status(
        one.at(),
        one.version(),
        one.uptime(),
        accounts,
        one.budgets(),
        one.recentErrors(),
        one.nodes());
  }

  private static String letters(Random chance, int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> Integer.toHexString(chance.nextInt(16)))
        .collect(Collectors.joining());
  }
}
