package io.github.cfexporter.simulator.rest;

import io.github.cfexporter.simulator.SimulatedAnswer;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Permission;
import io.github.cfexporter.simulator.world.Tokens.Token;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resources below {@code /client/v4}, for a caller whose token is valid. */
public final class RestApi {
  private static final int LIST_MOST = 50;
  private static final int RULES_MOST = 100;
  private static final int LONG_LIST_MOST = 1_000;

  private final World world;
  private final List<Route> routes = List.of(
      route("/accounts", this::accounts),
      route(
          "/accounts/(\\w+)",
          ask -> Page.result(AccountResource.of(account(ask, Permission.ACCOUNT_SETTINGS)))),
      route("/zones", this::zones),
      route(TokenResource.USER_PATH, ask -> TokenResource.ofUser(ask.token(), ask.nowMillis())),
      route(
          TokenResource.ACCOUNT_PATH,
          ask -> TokenResource.ofAccount(ask.id(1), ask.token(), ask.nowMillis())),
      route(
          "/zones/(\\w+)/firewall/rules",
          ask -> Page.numbered(
              RulesetResource.firewallRules(zone(ask, Permission.FIREWALL_SERVICES)),
              ask.query(),
              25,
              RULES_MOST)),
      route(
          "/zones/(\\w+)/rulesets",
          ask -> Page.cursored(
              RulesetResource.list(zone(ask, Permission.ZONE_WAF)),
              ask.query(),
              LIST_MOST,
              LIST_MOST)),
      route(
          "/zones/(\\w+)/rulesets/(\\w+)",
          ask -> Page.result(RulesetResource.ofZone(zone(ask, Permission.ZONE_WAF), ask.id(2)))),
      route(
          "/accounts/(\\w+)/rulesets",
          ask -> Page.cursored(
              RulesetResource.list(account(ask, Permission.ACCOUNT_RULESETS)),
              ask.query(),
              LIST_MOST,
              LIST_MOST)),
      route(
          "/accounts/(\\w+)/rulesets/(\\w+)",
          ask -> Page.result(
              RulesetResource.ofAccount(account(ask, Permission.ACCOUNT_RULESETS), ask.id(2)))),
      route("/zones/(\\w+)/ssl/certificate_packs", this::certificates),
      route(
          "/zones/(\\w+)/load_balancers",
          ask -> Page.result(BalancerResource.balancers(zone(ask, Permission.LOAD_BALANCERS)))),
      route(
          "/accounts/(\\w+)/load_balancers/pools",
          ask -> Page.result(BalancerResource.pools(account(ask, Permission.POOLS)))),
      route(
          "/accounts/(\\w+)/load_balancers/pools/(\\w+)/health",
          ask -> Page.result(
              BalancerResource.health(account(ask, Permission.POOLS), ask.id(2), ask.nowMillis()))),
      route(
          "/zones/(\\w+)/custom_hostnames",
          ask -> Page.numbered(
              NamedResource.hostnames(zone(ask, Permission.CERTIFICATES)),
              ask.query(),
              20,
              LIST_MOST)),
      route(
          "/accounts/(\\w+)/tunnels",
          ask -> Page.numbered(
              TunnelResource.list(account(ask, Permission.TUNNELS), ask.query()),
              ask.query(),
              20,
              LONG_LIST_MOST)),
      route(
          "/accounts/(\\w+)/cfd_tunnel/([\\w-]+)/connections",
          ask ->
              Page.result(TunnelResource.connections(account(ask, Permission.TUNNELS), ask.id(2)))),
      route(
          "/accounts/(\\w+)/queues",
          ask -> Page.numbered(
              NamedResource.queues(account(ask, Permission.QUEUES)), ask.query(), 20, RULES_MOST)),
      route(
          "/accounts/(\\w+)/d1/database",
          ask -> Page.numbered(
              NamedResource.databases(account(ask, Permission.D1)),
              ask.query(),
              LONG_LIST_MOST,
              LONG_LIST_MOST)),
      route(
          "/accounts/(\\w+)/storage/kv/namespaces",
          ask -> Page.numbered(
              NamedResource.namespaces(account(ask, Permission.KV)),
              ask.query(),
              20,
              LONG_LIST_MOST)));

  public RestApi(World world) {
    this.world = world;
  }

  /** One call of a resource. */
  private record Ask(MatchResult ids, Query query, Token token, long nowMillis) {
    String id(int group) {
      return ids.group(group);
    }
  }

  private record Route(Pattern path, Function<Ask, JsonObject> resource) {}

  /** Fails with a {@link RestError}. */
  public SimulatedAnswer answer(SimulatedCall call, Token token, long nowMillis) {
    for (Route route : routes) {
      Matcher match = route.path().matcher(call.path());
      if (match.matches()) {
        if (!call.method().equals("GET")) {
          throw RestError.of(405, 10405, "Method not allowed for this authentication scheme");
        }
        Ask ask = new Ask(match, Query.of(call.uri()), token, nowMillis);
        JsonObject body = route.resource().apply(ask);
        return SimulatedAnswer.text(200, "application/json", body.encode());
      }
    }
    throw RestError.noRoute();
  }

  private JsonObject accounts(Ask ask) {
    if (ask.token().grant().owner().isPresent()) {
      throw RestError.accountOwned();
    }
    List<JsonObject> visible = world.accounts().stream()
        .filter(ask.token()::sees)
        .filter(account -> ask.query().text("name").map(account.name()::equals).orElse(true))
        .map(AccountResource::of)
        .toList();
    if (!visible.isEmpty()) { // who has no account gets an empty list, and no error
      require(ask, Permission.ACCOUNT_SETTINGS);
    }
    return Page.numbered(visible, ask.query(), 20, LIST_MOST);
  }

  private JsonObject zones(Ask ask) {
    require(ask, Permission.ZONE);
    Query query = ask.query();
    List<JsonObject> visible = world.zones().stream()
        .filter(ask.token()::sees)
        .filter(zone -> query.text("account.id").map(zone.accountId()::equals).orElse(true))
        .filter(zone -> query.text("name").map(zone.name()::equals).orElse(true))
        .filter(zone -> query.text("status").map(zone.status()::equals).orElse(true))
        .flatMap(zone -> world.account(zone.accountId()).stream()
            .map(account -> AccountResource.zone(zone, account)))
        .toList();
    return Page.numbered(visible, query, 20, LIST_MOST);
  }

  private JsonObject certificates(Ask ask) {
    boolean all = ask.query().text("status").map("all"::equals).orElse(false);
    List<JsonObject> packs =
        CertificateResource.packs(zone(ask, Permission.CERTIFICATES), ask.nowMillis()).stream()
            .filter(pack -> all || pack.getString("status").equals("active"))
            .toList();
    return Page.numbered(packs, ask.query(), 20, LIST_MOST);
  }

  private Zone zone(Ask ask, Permission permission) {
    Zone zone = world.zone(ask.id(1)).filter(ask.token()::sees).orElseThrow(RestApi::notFound);
    require(ask, permission);
    return zone;
  }

  private Account account(Ask ask, Permission permission) {
    Account account =
        world.account(ask.id(1)).filter(ask.token()::sees).orElseThrow(RestApi::notFound);
    require(ask, permission);
    return account;
  }

  private static void require(Ask ask, Permission permission) {
    if (!ask.token().grant().has(permission)) {
      throw RestError.missingPermission();
    }
  }

  private static RestError notFound() {
    return RestError.of(404, 7003, "Could not route, perhaps your object identifier is invalid?");
  }

  private static Route route(String path, Function<Ask, JsonObject> resource) {
    return new Route(Pattern.compile(path), resource);
  }
}
