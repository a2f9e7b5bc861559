package io.github.cfexporter.simulator;

import static io.github.cfexporter.simulator.Fixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.simulator.SimulatedAnswer.Delivery;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Planned faults strike the calls they are meant for, and only those. */
@Tag("unit")
class FaultsTest {
  private final Fixture cloudflare = Fixture.of(World.of(1, 2));
  private final Faults faults = cloudflare.simulator.faults();

  @Test
  void plannedTimes_areNotExceeded() {
    faults.next(2, SimulatedCall::isGraphql, Fault.status(503));

    assertThat(cloudflare.get("/accounts").status()).isEqualTo(200);
    assertThat(cloudflare.ask(document()).status()).isEqualTo(503);
    assertThat(cloudflare.ask(document()).body()).startsWith("<html>");
    assertThat(cloudflare.ask(document()).status()).isEqualTo(200);
  }

  @Test
  void plannedSpan_endsByItself() {
    long start = cloudflare.nowMillis.get();
    faults.during(start + 1_000, start + 2_000, call -> true, Fault.hang());

    assertThat(cloudflare.ask(document()).delivery()).isEqualTo(Delivery.SENT);
    cloudflare.nowMillis.addAndGet(1_000);
    assertThat(cloudflare.ask(document()).delivery()).isEqualTo(Delivery.HUNG);
    cloudflare.nowMillis.addAndGet(1_000);
    assertThat(cloudflare.ask(document()).delivery()).isEqualTo(Delivery.SENT);
  }

  @Test
  void partialData_namesTheOneNodeThatIsMissing() {
    faults.next(1, call -> true, Fault.partialData());

    JsonObject body = cloudflare.ask(document()).json();

    JsonArray zones = body.getJsonObject("data")
        .getJsonObject("viewer")
        .getJsonArray("accounts")
        .getJsonObject(0)
        .getJsonArray("zones");
    assertThat(zones.getJsonObject(0).getJsonArray("n")).isNotEmpty();
    assertThat(zones.getJsonObject(1).getValue("n")).isNull();
    assertThat(body.getJsonArray("errors").getJsonObject(0).getJsonArray("path"))
        .containsExactly("viewer", "accounts", "0", "zones", "1", "n");
  }

  @Test
  void brokenJson_cannotBeRead() {
    faults.next(1, call -> true, Fault.truncatedJson());
    faults.next(1, call -> true, Fault.malformedJson());

    for (int i = 0; i < 2; i++) {
      SimulatedAnswer answer = cloudflare.ask(document());
      assertThatThrownBy(answer::json).isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void refusals_areThoseOfCloudflare() {
    faults.next(1, call -> true, Fault.budgetDepleted());
    faults.next(1, call -> true, Fault.revokedToken());
    faults.next(1, call -> true, Fault.tooManyRequests(17));
    faults.next(1, call -> true, Fault.closedConnection());

    assertThat(cloudflare.refusal(document())).startsWith("Rate limiter budget depleted");
    assertThat(cloudflare.ask(document()).status()).isEqualTo(403);
    assertThat(cloudflare.get("/accounts").headers()).containsEntry("retry-after", "17");
    assertThat(cloudflare.ask(document()).delivery()).isEqualTo(Delivery.CLOSED);
    assertThat(cloudflare.simulator.log().calls(call -> call.outcome().startsWith("fault: ")))
        .hasSize(4);
  }

  private String document() {
    List<Zone> zones = cloudflare.world.zonesOf(cloudflare.account(0).id());
    String node = Fixture.node(
        "httpRequestsAdaptiveGroups", NOON - 600, NOON - 540, "", "count dimensions { coloCode }");
    return Fixture.nested(cloudflare.account(0), zones, node);
  }
}
