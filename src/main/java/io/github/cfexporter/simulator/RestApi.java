package io.github.cfexporter.simulator;

import io.github.cfexporter.simulator.Tokens.Token;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resources below {@code /client/v4}, for a caller whose token is valid. */
final class RestApi {
  private static final int LIST_MOST = 50;
  private static final int RULES_MOST = 100;

  private final World world;
  private final List<Route> routes = List.of(
      route("/accounts", this::accounts),
      route("/zones", this::zones),
      route("/user/tokens/verify", (ids, query, token) -> verify(token)),
      route(
          "/zones/(\\w+)/firewall/rules",
          (ids, query, token) -> Page.numbered(
              RulesetResource.firewallRules(zone(ids, token)), query, 25, RULES_MOST)),
      route(
          "/zones/(\\w+)/rulesets",
          (ids, query, token) ->
              Page.cursored(RulesetResource.list(zone(ids, token)), query, LIST_MOST, LIST_MOST)),
      route(
          "/zones/(\\w+)/rulesets/(\\w+)",
          (ids, query, token) ->
              Page.result(RulesetResource.ofZone(zone(ids, token), ids.group(2)))),
      route(
          "/accounts/(\\w+)/rulesets",
          (ids, query, token) -> Page.cursored(
              RulesetResource.list(account(ids, token)), query, LIST_MOST, LIST_MOST)),
      route(
          "/accounts/(\\w+)/rulesets/(\\w+)",
          (ids, query, token) ->
              Page.result(RulesetResource.ofAccount(account(ids, token), ids.group(2)))),
      route("/zones/(\\w+)/ssl/certificate_packs", this::certificates),
      route(
          "/zones/(\\w+)/load_balancers",
          (ids, query, token) -> Page.result(BalancerResource.balancers(zone(ids, token)))),
      route(
          "/accounts/(\\w+)/load_balancers/pools",
          (ids, query, token) -> Page.result(BalancerResource.pools(account(ids, token)))));

  RestApi(World world) {
    this.world = world;
  }

  private interface Resource {
    JsonObject get(MatchResult ids, Query query, Token token);
  }

  private record Route(Pattern path, Resource resource) {}

  /** Fails with a {@link RestError}. */
  SimulatedAnswer answer(SimulatedCall call, Token token) {
    for (Route route : routes) {
      Matcher match = route.path().matcher(call.path());
      if (match.matches()) {
        if (!call.method().equals("GET")) {
          throw RestError.of(405, 10405, "Method not allowed for this authentication scheme");
        }
        JsonObject body = route.resource().get(match, Query.of(call.uri()), token);
        return SimulatedAnswer.text(200, "application/json", body.encode());
      }
    }
    throw RestError.noRoute();
  }

  private JsonObject accounts(MatchResult ids, Query query, Token token) {
    List<JsonObject> visible = world.accounts().stream()
        .filter(token::sees)
        .filter(account -> query.text("name").map(account.name()::equals).orElse(true))
        .map(AccountResource::of)
        .toList();
    return Page.numbered(visible, query, 20, LIST_MOST);
  }

  private JsonObject zones(MatchResult ids, Query query, Token token) {
    List<JsonObject> visible = world.zones().stream()
        .filter(token::sees)
        .filter(zone -> query.text("account.id").map(zone.accountId()::equals).orElse(true))
        .filter(zone -> query.text("name").map(zone.name()::equals).orElse(true))
        .filter(zone -> query.text("status").map(zone.status()::equals).orElse(true))
        .flatMap(zone -> world.account(zone.accountId()).stream()
            .map(account -> AccountResource.zone(zone, account)))
        .toList();
    return Page.numbered(visible, query, 20, LIST_MOST);
  }

  private JsonObject certificates(MatchResult ids, Query query, Token token) {
    boolean all = query.text("status").map("all"::equals).orElse(false);
    List<JsonObject> packs = CertificateResource.packs(zone(ids, token)).stream()
        .filter(pack -> all || pack.getString("status").equals("active"))
        .toList();
    return Page.numbered(packs, query, 20, LIST_MOST);
  }

  private static JsonObject verify(Token token) {
    JsonObject message = new JsonObject()
        .put("code", 10000)
        .put("message", "This API Token is valid and active")
        .putNull("type");
    return Page.result(new JsonObject().put("id", token.id()).put("status", "active"))
        .put("messages", new JsonArray().add(message));
  }

  private Zone zone(MatchResult ids, Token token) {
    return world.zone(ids.group(1)).filter(token::sees).orElseThrow(RestApi::notFound);
  }

  private Account account(MatchResult ids, Token token) {
    return world.account(ids.group(1)).filter(token::sees).orElseThrow(RestApi::notFound);
  }

  private static RestError notFound() {
    return RestError.of(404, 7003, "Could not route, perhaps your object identifier is invalid?");
  }

  private static Route route(String path, Resource resource) {
    return new Route(Pattern.compile(path), resource);
  }
}
