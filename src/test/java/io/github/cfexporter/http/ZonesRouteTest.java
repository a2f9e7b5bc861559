package io.github.cfexporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.bus.ZoneState;
import io.github.cfexporter.bus.ZonesAsk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ZonesRouteTest {
  private static final ZoneState PAID = new ZoneState("z1", "example.org", true, "collected");
  private static final ZoneState FREE =
      new ZoneState("z2", "free.example", false, "on the Free plan");

  private final Vertx vertx = Vertx.vertx();
  private Http http;

  @BeforeEach
  void open() {
    Map<String, Future<Optional<List<ZoneState>>>> told = Map.of(
        "a1", Future.succeededFuture(Optional.of(List.of(PAID, FREE))),
        "silent", Future.failedFuture("timed out"));
    ZonesRoute route = new ZonesRoute(
        account -> told.getOrDefault(account, Future.succeededFuture(Optional.empty())));
    HttpVerticle verticle = new HttpVerticle(
        new HttpSettings("127.0.0.1", 0, "/metrics", false, Optional.empty()),
        new HttpSourcesFixture().sources(route::mount));
    vertx.deployVerticle(verticle).await();
    http = Http.to(verticle.port());
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void account_hasItsZones_collectedOrNot() {
    HttpResponse<String> answer = http.send("GET", "/zones.json?account=a1", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getJsonArray("zones").stream())
        .extracting(zone -> ((JsonObject) zone).getString("why"))
        .containsExactly("collected", "on the Free plan");
  }

  @Test
  void accountThatNobodyCollects_isNotFound() {
    HttpResponse<String> answer = http.send("GET", "/zones.json?account=other", "");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("no such account is collected").contains("other");
  }

  @Test
  void collectorThatIsSilent_isToldOf() {
    HttpResponse<String> answer = http.send("GET", "/zones.json?account=silent", "");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("does not answer").contains("timed out");
  }

  @Test
  void message_crossesTheWireUnchanged() {
    for (ZonesAsk.Answer message : List.of(
        new ZonesAsk.Answer(Optional.empty()),
        new ZonesAsk.Answer(Optional.of(List.of(PAID, FREE))))) {
      Buffer wire = Buffer.buffer();
      ZonesAsk.Answer.CODEC.encodeToWire(wire, message);
      assertThat(ZonesAsk.Answer.CODEC.decodeFromWire(0, wire)).isEqualTo(message);
    }
  }
}
