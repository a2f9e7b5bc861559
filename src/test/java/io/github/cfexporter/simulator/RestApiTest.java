package io.github.cfexporter.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The REST resources, their pages and their gaps. */
@Tag("unit")
class RestApiTest {
  private final Fixture cloudflare = Fixture.of(World.demo());
  private final Account agency = cloudflare.account(1);

  @Test
  void zones_comeInPages() {
    String path = "/zones?account.id=" + agency.id() + "&per_page=10&page=";
    List<String> ids = new ArrayList<>();
    for (int page = 1; page <= 4; page++) {
      JsonObject body = cloudflare.get(path + page).json();
      assertThat(body.getJsonObject("result_info").getInteger("total_pages")).isEqualTo(3);
      ids.addAll(strings(body, "id"));
    }

    assertThat(ids).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void pageSize_isBounded() {
    assertThat(cloudflare.get("/zones?per_page=51").status()).isEqualTo(400);
    assertThat(cloudflare.get("/accounts?per_page=4").status()).isEqualTo(400);
    assertThat(cloudflare.get("/zones").json().getJsonArray("result")).hasSize(20);
  }

  @Test
  void rulesets_comeByCursor_andOpenWhereTheyBelong() {
    Zone zone = cloudflare.zone(0);
    String path = "/zones/" + zone.id() + "/rulesets?per_page=3";
    JsonObject page = cloudflare.get(path).json();
    List<JsonObject> heads = new ArrayList<>(objects(page));
    while (page.containsKey("result_info")) {
      String after = page.getJsonObject("result_info").getJsonObject("cursors").getString("after");
      page = cloudflare.get(path + "&cursor=" + after).json();
      heads.addAll(objects(page));
    }

    assertThat(heads).hasSize(8).noneMatch(head -> head.containsKey("rules"));
    for (JsonObject head : heads) {
      String id = head.getString("id");
      boolean own = head.getString("kind").equals("zone");
      assertThat(cloudflare.get("/zones/" + zone.id() + "/rulesets/" + id).status())
          .isEqualTo(own ? 200 : 404);
      assertThat(cloudflare
              .get("/accounts/" + zone.accountId() + "/rulesets/" + id)
              .status())
          .isEqualTo(own ? 404 : 200);
    }
  }

  @Test
  void certificatePacks_includePendingOnesOnlyOnRequest() {
    String path = "/zones/" + cloudflare.zone(0).id() + "/ssl/certificate_packs";

    assertThat(objects(cloudflare.get(path).json())).hasSize(1);
    List<JsonObject> all = objects(cloudflare.get(path + "?status=all").json());
    assertThat(all)
        .hasSize(3)
        .anyMatch(pack -> pack.getJsonArray("certificates").isEmpty());
    assertThat(all.get(0).getJsonArray("certificates")).hasSize(2);
  }

  @Test
  void loadBalancers_nameThePoolsOfTheAccount() {
    Zone zone = cloudflare.zone(0);
    JsonObject balancers =
        cloudflare.get("/zones/" + zone.id() + "/load_balancers").json();
    JsonObject pools = cloudflare
        .get("/accounts/" + zone.accountId() + "/load_balancers/pools")
        .json();

    Set<String> known = new HashSet<>(strings(pools, "id"));
    assertThat(objects(balancers))
        .isNotEmpty()
        .allSatisfy(balancer -> assertThat(
                known.containsAll(balancer.getJsonArray("default_pools").getList()))
            .isTrue());
    Zone without = cloudflare.world.zoneNamed(zone.accountId(), "bücher.example");
    assertThat(cloudflare.get("/zones/" + without.id() + "/load_balancers").status())
        .isEqualTo(403);
  }

  @Test
  void firewallRules_areListed() {
    String path = "/zones/" + cloudflare.zone(0).id() + "/firewall/rules?per_page=100";

    assertThat(strings(cloudflare.get(path).json(), "description")).contains("Büro only");
  }

  @Test
  void unknownRoutes_areRefused() {
    assertThat(cloudflare.get("/nothing").json().getJsonArray("errors").getJsonObject(0))
        .isEqualTo(new JsonObject().put("code", 7003).put("message", "No route for the URI"));
    assertThat(cloudflare.get("/zones/unknown/rulesets").status()).isEqualTo(404);
  }

  @Test
  void verify_tellsTheTokensState() {
    JsonObject body = cloudflare.get("/user/tokens/verify").json();

    assertThat(body.getJsonObject("result").getString("status")).isEqualTo("active");
    assertThat(body.getJsonArray("messages").getJsonObject(0).getInteger("code"))
        .isEqualTo(10000);
  }

  @Test
  void missingToken_isRefusedWithAChainOfErrors() {
    SimulatedCall call = new SimulatedCall("GET", "/client/v4/zones", java.util.Map.of(), "");

    SimulatedAnswer answer = cloudflare.simulator.answer(call);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("6003").contains("error_chain");
  }

  @Test
  void hiddenAccount_isMissingWithoutAnError() {
    cloudflare.simulator.tokens().hide(Tokens.DEMO, agency.id());

    assertThat(strings(cloudflare.get("/accounts").json(), "id")).hasSize(2);
    assertThat(objects(cloudflare.get("/zones?account.id=" + agency.id()).json()))
        .isEmpty();
  }

  private static List<JsonObject> objects(JsonObject body) {
    JsonArray result = body.getJsonArray("result");
    return result.stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> strings(JsonObject body, String field) {
    return objects(body).stream().map(object -> object.getString(field)).toList();
  }
}
