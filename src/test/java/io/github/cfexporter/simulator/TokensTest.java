package io.github.cfexporter.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Grant;
import io.github.cfexporter.simulator.world.Permission;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What tokens of every shape may do, and how the others are refused. */
@Tag("unit")
class TokensTest {
  private static final String TOKEN = "a-token";

  private final Fixture cloudflare = Fixture.of(World.demo());
  private final Tokens tokens = cloudflare.simulator.tokens();
  private final Account account = cloudflare.account(0);
  private final Zone zone = cloudflare.zone(0);

  @Test
  void tokenOfOneZone_seesNoAccount_andThatZoneOnly() {
    tokens.add(TOKEN, Grant.everything().ofZones(zone.id()));

    assertThat(get("/accounts").json().getJsonArray("result")).isEmpty();
    assertThat(get("/zones").json().getJsonArray("result"))
        .singleElement()
        .satisfies(only -> assertThat(((JsonObject) only).getString("id")).isEqualTo(zone.id()));
    assertThat(get("/accounts/" + account.id()).status()).isEqualTo(404);
    assertThat(asks("zones(filter: {zoneTag: \"" + zone.id() + "\"}) { zoneTag }"))
        .isEqualTo("");
    assertThat(asks("accounts(filter: {accountTag: \"" + account.id() + "\"}) { zones(filter:"
            + " {zoneTag: \"" + zone.id() + "\"}) { zoneTag } }"))
        .isEqualTo("not authorized for that account");
  }

  @Test
  void tokenOfOneAccount_seesItsZones() {
    tokens.add(TOKEN, Grant.everything().ofAccounts(account.id()));

    assertThat(get("/accounts").json().getJsonArray("result")).hasSize(1);
    assertThat(get("/zones").json().getJsonArray("result"))
        .hasSize(cloudflare.world.zonesOf(account.id()).size());
  }

  @Test
  void accountOwnedToken_mayNotListAccounts_butReadsItsOwn() {
    tokens.add(TOKEN, Grant.everything().ownedBy(account.id()));

    SimulatedAnswer list = get("/accounts");
    assertThat(list.status()).isEqualTo(400);
    assertThat(error(list))
        .isEqualTo("1001 List accounts endpoint does not support account owned tokens");
    assertThat(get("/accounts/" + account.id()).json().getJsonObject("result").getString("name"))
        .isEqualTo(account.name());
    assertThat(get("/accounts/" + account.id() + "/tokens/verify").status()).isEqualTo(200);
    assertThat(error(get("/user/tokens/verify"))).isEqualTo("1000 Invalid API Token");
  }

  @Test
  void missingPermission_isRefusedWhereItIsNeeded_andNowhereElse() {
    Map<Permission, String> paths = new EnumMap<>(Permission.class);
    paths.put(Permission.ACCOUNT_SETTINGS, "/accounts");
    paths.put(Permission.ACCOUNT_RULESETS, "/accounts/" + account.id() + "/rulesets");
    paths.put(Permission.POOLS, "/accounts/" + account.id() + "/load_balancers/pools");
    paths.put(Permission.ZONE, "/zones");
    paths.put(Permission.ZONE_WAF, "/zones/" + zone.id() + "/rulesets");
    paths.put(Permission.FIREWALL_SERVICES, "/zones/" + zone.id() + "/firewall/rules");
    paths.put(Permission.CERTIFICATES, "/zones/" + zone.id() + "/ssl/certificate_packs");
    paths.put(Permission.LOAD_BALANCERS, "/zones/" + zone.id() + "/load_balancers");

    paths.keySet().forEach(missing -> {
      tokens.add(TOKEN, Grant.everything().without(missing));
      Map<Permission, Integer> statuses = new TreeMap<>();
      paths.forEach((permission, path) -> statuses.put(permission, get(path).status()));
      assertThat(statuses.entrySet())
          .allSatisfy(entry ->
              assertThat(entry.getValue()).isEqualTo(entry.getKey() == missing ? 403 : 200));
      assertThat(error(get(paths.get(missing)))).isEqualTo("10000 Authentication error");
    });
  }

  @Test
  void missingAnalytics_areRefusedByGraphql() {
    String zones = "zones(filter: {zoneTag: \"" + zone.id() + "\"}) { zoneTag }";
    String accounts = "accounts(filter: {accountTag: \"" + account.id() + "\"}) { accountTag }";

    tokens.add(TOKEN, Grant.everything().without(Permission.ZONE_ANALYTICS));
    assertThat(asks(zones)).contains("are not authorized");
    assertThat(asks(accounts)).isEmpty();
    tokens.add(TOKEN, Grant.everything().without(Permission.ACCOUNT_ANALYTICS));
    assertThat(asks(zones)).isEmpty();
    assertThat(asks(accounts)).isEqualTo("not authorized for that account");
  }

  @Test
  void verification_tellsTheExpiry_andThatATokenIsNoLongerValid() {
    long expiry = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    tokens.add(TOKEN, Grant.everything().until(expiry));
    JsonObject result = get("/user/tokens/verify").json().getJsonObject("result");
    assertThat(result.getString("status")).isEqualTo("active");
    assertThat(result.getString("expires_on")).isEqualTo("2026-03-01T12:00:00Z");

    cloudflare.nowMillis.set(expiry);
    assertThat(status()).isEqualTo("expired");
    assertThat(error(get("/zones"))).isEqualTo("9109 Invalid access token");
    assertThat(error(graphql("zones { zoneTag }"))).isEqualTo("10000 Authentication error");
    tokens.add(TOKEN, Grant.everything().disabled());
    assertThat(status()).isEqualTo("disabled");
    assertThat(get("/zones").status()).isEqualTo(403);
  }

  @Test
  void globalKey_isAUserWithHeadersOfItsOwn() {
    tokens.addGlobalKey("me@example.org", "key");
    Map<String, String> headers = Map.of("X-Auth-Email", "me@example.org", "X-Auth-Key", "key");

    assertThat(cloudflare
            .simulator
            .answer(new SimulatedCall("GET", "/client/v4/accounts", headers, ""))
            .status())
        .isEqualTo(200);
    Map<String, String> half = Map.of("X-Auth-Key", "key");
    assertThat(cloudflare
            .simulator
            .answer(new SimulatedCall("GET", "/client/v4/accounts", half, ""))
            .status())
        .isEqualTo(400);
  }

  private String status() {
    return get("/user/tokens/verify").json().getJsonObject("result").getString("status");
  }

  private SimulatedAnswer get(String path) {
    return cloudflare.simulator.answer(SimulatedCall.get(path, TOKEN));
  }

  private SimulatedAnswer graphql(String fields) {
    String query =
        new JsonObject().put("query", "{ viewer { " + fields + " } }").encode();
    return cloudflare.simulator.answer(SimulatedCall.graphql(query, TOKEN));
  }

  /** The message of a refusal; empty when there is none. */
  private String asks(String fields) {
    JsonArray errors = graphql(fields).json().getJsonArray("errors");
    return errors == null ? "" : errors.getJsonObject(0).getString("message");
  }

  private static String error(SimulatedAnswer answer) {
    JsonObject error = answer.json().getJsonArray("errors").getJsonObject(0);
    return error.getInteger("code") + " " + error.getString("message");
  }
}
