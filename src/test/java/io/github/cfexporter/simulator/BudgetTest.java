package io.github.cfexporter.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Both budgets: what they refuse, how, and for how long. */
@Tag("unit")
class BudgetTest {
  private static final long FIVE_MINUTES = 300_000;
  private static final String CHEAP = "{ viewer { budget } }";

  private final Fixture cloudflare =
      new Fixture(World.of(2, 1), SimulatorOptions.usual().withBudgets(3, 10));

  @Test
  void spentGraphqlBudget_refusesForFiveMinutes() {
    for (int left = 2; left >= 0; left--) {
      assertThat(budgetShown()).isEqualTo(left);
    }

    assertThat(cloudflare.refusal(CHEAP))
        .isEqualTo("Rate limiter budget depleted. Please try again after 5 minutes.");
    cloudflare.nowMillis.addAndGet(FIVE_MINUTES - 1);
    assertThat(cloudflare.refusal(CHEAP)).startsWith("Rate limiter budget depleted");
    cloudflare.nowMillis.addAndGet(1);
    assertThat(budgetShown()).isEqualTo(2);
  }

  @Test
  void budget_isSliding() {
    cloudflare.ask(CHEAP);
    cloudflare.nowMillis.addAndGet(FIVE_MINUTES / 2);
    cloudflare.ask(CHEAP);
    cloudflare.ask(CHEAP);
    cloudflare.nowMillis.addAndGet(FIVE_MINUTES / 2);

    assertThat(budgetShown()).isZero();
  }

  @Test
  void depletedBudget_hasItsCodeAndNoPath() {
    for (int i = 0; i < 3; i++) {
      cloudflare.ask(CHEAP);
    }
    JsonObject error = cloudflare.ask(CHEAP).json().getJsonArray("errors").getJsonObject(0);

    assertThat(error.getJsonObject("extensions").getString("code")).isEqualTo("budget");
    assertThat(error.getValue("path")).isNull();
  }

  @Test
  void accountBasedMode_countsEachAccountForItself() {
    for (int i = 0; i < 3; i++) {
      assertThat(accountBased(0)).contains("\"errors\":null");
    }

    assertThat(accountBased(0))
        .contains("Account " + cloudflare.account(0).id() + " has exceeded its rate limit.");
    assertThat(accountBased(1)).contains("\"errors\":null");
    assertThat(budgetShown()).isEqualTo(2);
  }

  @Test
  void accountBasedMode_takesNoZoneListsAtTheTop() {
    SimulatedCall call = Fixture.call("{ viewer { zones(filter: {zoneTag_in: [\""
            + cloudflare.zone(0).id() + "\"]}) { zoneTag } } }")
        .accountBased();

    assertThat(cloudflare.simulator.answer(call).body()).contains("error parsing args");
  }

  @Test
  void restHeaders_tellWhatIsLeft() {
    SimulatedAnswer answer = cloudflare.get("/accounts");

    assertThat(answer.headers())
        .containsEntry("Ratelimit", "\"default\";r=9;t=300")
        .containsEntry("Ratelimit-Policy", "\"default\";q=10;w=300");
  }

  @Test
  void spentRestBudget_blocksBothApis_withRetryAfter() {
    for (int i = 0; i < 10; i++) {
      assertThat(cloudflare.get("/accounts").status()).isEqualTo(200);
    }

    SimulatedAnswer refused = cloudflare.get("/accounts");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers()).containsEntry("retry-after", "300");
    assertThat(refused.json().getBoolean("success")).isFalse();
    assertThat(cloudflare.ask(CHEAP).status()).isEqualTo(429);
    cloudflare.nowMillis.addAndGet(FIVE_MINUTES);
    assertThat(cloudflare.get("/accounts").status()).isEqualTo(200);
  }

  @Test
  void badToken_isRefusedPerApi_andBannedWhenItInsists() {
    cloudflare.simulator.tokens().revoke(Tokens.DEMO);

    assertThat(cloudflare.ask(CHEAP).body())
        .isEqualTo("{\"success\":false,\"errors\":[{\"code\":10000,\"message\":\"Authentication"
            + " error\"}]}");
    assertThat(cloudflare.get("/user/tokens/verify").status()).isEqualTo(401);
    assertThat(cloudflare.get("/zones").body()).contains("9109");
    for (int i = 0; i < 17; i++) {
      assertThat(cloudflare.get("/zones").status()).isEqualTo(403);
    }
    assertThat(cloudflare.get("/zones").body()).contains("10502");
    assertThat(cloudflare.get("/zones").status()).isEqualTo(429);
  }

  @Test
  void log_showsTheBusiestSpan() {
    for (int i = 0; i < 3; i++) {
      cloudflare.ask(CHEAP);
      cloudflare.nowMillis.addAndGet(1_000);
    }
    CallLog log = cloudflare.simulator.log();

    assertThat(log.mostWithin(2_000, call -> call.api() == Api.GRAPHQL)).isEqualTo(2);
    assertThat(log.mostWithin(2_001, Call::ok)).isEqualTo(3);
  }

  private long budgetShown() {
    return cloudflare
        .ask(CHEAP)
        .json()
        .getJsonObject("data")
        .getJsonObject("viewer")
        .getLong("budget");
  }

  private String accountBased(int account) {
    String query = Fixture.ofAccount(cloudflare.account(account), "accountTag");
    return cloudflare.simulator.answer(Fixture.call(query).accountBased()).body();
  }
}
