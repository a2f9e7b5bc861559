package io.github.cfexporter.report.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.transport.Transport;
import io.github.cfexporter.limiter.Api;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What calls take, by a clock that the test moves. */
@Tag("unit")
class TimedTransportTest {
  private static final Call GRAPHQL = Call.graphql(Buffer.buffer("{}"));

  private final MockClock clock = new MockClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
  private final Timer graphql = registry.timer("graphql");
  private final Timer rest = registry.timer("rest");
  private final Promise<Reply> answer = Promise.promise();
  private final Transport transport = new TimedTransport(
      call -> answer.future(), clock, Map.of(Api.GRAPHQL, graphql, Api.REST, rest));

  @Test
  void time_runsFromTheSendingToTheAnswer_byApi() {
    clock.add(Duration.ofSeconds(5));
    Future<Reply> sent = transport.send(Call.get("/zones"));
    clock.add(Duration.ofMillis(700));
    assertThat(rest.count()).as("while it is awaited").isZero();
    answer.complete();

    assertThat(sent.succeeded()).isTrue();
    assertThat(rest.count()).isOne();
    assertThat(rest.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(700);
    assertThat(graphql.count()).isZero();
  }

  @Test
  void callThatFails_counts_andFailsAsItDid() {
    Future<Reply> sent = transport.send(GRAPHQL);
    clock.add(Duration.ofSeconds(30));
    answer.fail("no answer");

    assertThat(sent.cause()).hasMessage("no answer");
    assertThat(graphql.totalTime(TimeUnit.SECONDS)).isEqualTo(30);
    assertThat(rest.count()).isZero();
  }
}
