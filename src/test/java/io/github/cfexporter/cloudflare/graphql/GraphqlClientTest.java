package io.github.cfexporter.cloudflare.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.cloudflare.AnswerPart;
import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Replies;
import io.github.cfexporter.cloudflare.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@Tag("unit")
class GraphqlClientTest {
  private static final String ENTITLEMENTS = """
      {"data":{"cost":1,"viewer":{"budget":9,"accounts":[{"accountTag":"acc",
        "settings":{"workersInvocationsAdaptive":{"enabled":true,"availableFields":["sum_Requests"],
          "maxDuration":604800,"maxNumberOfFields":30,"maxPageSize":10000,"notOlderThan":7776000}},
        "zones":[
          {"settings":{"firewallEventsAdaptiveGroups":{"enabled":false,"maxDuration":259200,
            "maxNumberOfFields":30,"maxPageSize":10000,"notOlderThan":2678400}},"zoneTag":"z1"},
          {"zoneTag":"z2","settings":{"firewallEventsAdaptiveGroups":null}}]}]}},"errors":null}""";

  private static final Wording NESTED = Wording.of(Wording.Form.NESTED);

  private static final Document DOCUMENT =
      new Document("acc", List.of(), List.of(Sources.node("n0", Sources.SCRIPTS)));

  private static final Caller CALLER = new Caller("t2", false);

  private final List<Call> calls = new ArrayList<>();

  @Test
  void question_isPostedInTheChosenMode(Vertx vertx, VertxTestContext test) {
    GraphqlClient client =
        client(vertx, Replies.ok("{\"data\":{\"viewer\":{\"accounts\":[{\"n0\":[]}]}}}"));

    client
        .ask(DOCUMENT, NESTED, new Caller("", true), alias -> (zone, row) -> {})
        .compose(answer -> client.ask(DOCUMENT, NESTED, CALLER, alias -> (zone, row) -> {}))
        .onComplete(test.succeeding(answer -> test.verify(() -> {
          assertThat(answer.clean(new AnswerPart("n0", ""))).isTrue();
          assertThat(calls).extracting(Call::pathAndQuery).containsOnly("/graphql");
          assertThat(calls.get(0).headers().get("X-Rate-Limit-Type")).isEqualTo("account-based");
          assertThat(calls.get(1).headers().contains("X-Rate-Limit-Type")).isFalse();
          assertThat(calls).extracting(Call::credential).containsExactly("", "t2");
          assertThat(calls.get(0).body().toJsonObject().getString("query"))
              .isEqualTo(DocumentWriter.write(DOCUMENT, NESTED));
          test.completeNow();
        })));
  }

  @Test
  void largeAnswer_isReadOffTheEventLoop(Vertx vertx, VertxTestContext test) {
    int rows = 20_000;
    String row =
        "{\"sum\":{\"requests\":3},\"dimensions\":{\"scriptName\":\"a-rather-long-name\"}}";
    Reply reply = Replies.ok("{\"data\":{\"viewer\":{\"accounts\":[{\"n0\":["
        + (row + ",").repeat(rows - 1) + row + "]}]}}}");
    AtomicLong sum = new AtomicLong();
    AtomicLong onEventLoop = new AtomicLong();

    vertx.runOnContext(go -> client(vertx, reply)
        .ask(DOCUMENT, NESTED, CALLER, alias -> (zone, read) -> {
          sum.addAndGet(read.count(read.shape().slot("sum.requests")));
          onEventLoop.addAndGet(Context.isOnEventLoopThread() ? 1 : 0);
        })
        .onComplete(test.succeeding(answer -> test.verify(() -> {
          assertThat(sum).hasValue(3L * rows);
          assertThat(onEventLoop).hasValue(0);
          assertThat(answer.rows()).containsEntry(new AnswerPart("n0", ""), rows);
          test.completeNow();
        }))));
  }

  @Test
  void entitlements_areReadForZonesAndAccount(Vertx vertx, VertxTestContext test) {
    GraphqlClient client = client(vertx, Replies.ok(ENTITLEMENTS));
    ;
    Entitlements.Question question = new Entitlements.Question(
        "acc",
        List.of("z1", "z2"),
        List.of("firewallEventsAdaptiveGroups"),
        List.of("workersInvocationsAdaptive"));

    client
        .entitlements(question, NESTED, CALLER)
        .onComplete(test.succeeding(told -> test.verify(() -> {
          assertThat(told.limits()).containsOnlyKeys("acc", "z1");
          assertThat(told.limits().get("acc"))
              .containsEntry(
                  "workersInvocationsAdaptive",
                  new DatasetLimits(
                      true,
                      Set.of("sum_requests"),
                      Duration.ofDays(7),
                      Duration.ofDays(90),
                      10_000,
                      30));
          assertThat(told.limits().get("z1").get("firewallEventsAdaptiveGroups").enabled())
              .isFalse();
          test.completeNow();
        })));
  }

  @Test
  void entitlementsRefused_fail(Vertx vertx, VertxTestContext test) {
    Entitlements.Question question = new Entitlements.Question(
        "acc", List.of("z1"), List.of("firewallEventsAdaptiveGroups"), List.of());

    client(
            vertx,
            Replies.ok(
                "{\"data\":null,\"errors\":[{\"message\":\"zones [z1] are not authorized\"}]}"))
        .entitlements(question, NESTED, CALLER)
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(((CloudflareException) cause).refusal())
              .isEqualTo(new Refusal.ZonesNotAuthorized(List.of("z1")));
          test.completeNow();
        })));
  }

  @Test
  void ping_asksSomething_alsoWithoutUndocumentedFields(Vertx vertx, VertxTestContext test) {
    GraphqlClient client =
        client(vertx, Replies.ok("{\"data\":{\"viewer\":{\"__typename\":\"viewer\"}}}"));

    client
        .ping(NESTED, CALLER)
        .compose(done -> client.ping(new Wording(Wording.Form.PLAIN, Set.of()), CALLER))
        .onComplete(test.succeeding(done -> test.verify(() -> {
          assertThat(calls)
              .extracting(call -> call.body().toJsonObject().getString("query"))
              .containsExactly("{ cost viewer { budget } }", "{ viewer { __typename } }")
              .allSatisfy(query -> assertThat(CloudflareSchema.errors(query)).isEmpty());
          test.completeNow();
        })));
  }

  private GraphqlClient client(Vertx vertx, Reply reply) {
    return new GraphqlClient(vertx, call -> {
      calls.add(call);
      return Future.succeededFuture(reply);
    });
  }
}
