package io.github.cfexporter.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The simulator over real HTTP. */
@ExtendWith(VertxExtension.class)
@Tag("unit")
class SimulatorVerticleTest {
  private final Fixture cloudflare = Fixture.of(World.of(1, 1));
  private final SimulatorVerticle verticle = new SimulatorVerticle(cloudflare.simulator, 0);

  /** Held, for a client that nobody holds closes itself. */
  private WebClient client;

  @BeforeEach
  void start(Vertx vertx) {
    client = WebClient.create(vertx);
  }

  @Test
  void answers_comeWithStatusHeadersAndBody(Vertx vertx, VertxTestContext test) {
    vertx
        .deployVerticle(verticle)
        .compose(id -> client
            .getAbs(verticle.baseUrl() + "/zones?per_page=5")
            .bearerTokenAuthentication(Tokens.DEMO)
            .send())
        .onComplete(test.succeeding(answer -> test.verify(() -> {
          assertThat(answer.statusCode()).isEqualTo(200);
          assertThat(answer.getHeader("ratelimit")).contains("r=1199");
          assertThat(answer.bodyAsString()).contains(cloudflare.zone(0).id());
          test.completeNow();
        })));
  }

  @Test
  void closedConnection_failsTheClient(Vertx vertx, VertxTestContext test) {
    cloudflare.simulator.faults().next(1, call -> true, Fault.closedConnection());

    vertx
        .deployVerticle(verticle)
        .compose(id -> client
            .getAbs(verticle.baseUrl() + "/zones")
            .bearerTokenAuthentication(Tokens.DEMO)
            .send())
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(cause).isInstanceOfAny(HttpClosedException.class, IOException.class);
          test.completeNow();
        })));
  }
}
