package io.github.cfexporter.cloudflare.rest;

import io.github.cfexporter.catalog.rest.RestResource;
import io.github.cfexporter.cloudflare.LargeWork;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Resources of the REST API, each list read to its last page. Every page is one call of the function
 * given, which waits for a permit, sends the call and reads the envelope with {@link RestReply}.
 */
public final class Rest {
  /** Largest page of most lists; more is refused or cut. */
  private static final int PAGE = 50;

  /** Largest page of firewall rules. */
  private static final int FIREWALL_PAGE = 100;

  private final Function<String, Future<JsonObject>> get;

  public Rest(Function<String, Future<JsonObject>> get) {
    this.get = get;
  }

  /** Accounts that the token may see; one that it may not is missing without an error. */
  public Future<List<Account>> accounts() {
    return pages("/accounts?", PAGE, Account::of);
  }

  /** One account; fails with a refusal where the token may not read its settings. */
  public Future<Account> account(String id) {
    return resource(accountPath(id)).map(Account::of);
  }

  /** Zones of all accounts; those that the token may not see are missing without an error. */
  public Future<List<Zone>> zones() {
    return pages("/zones?", PAGE, Zone::of);
  }

  /** Zones of one account, also where the server does not heed that only they are wanted. */
  public Future<List<Zone>> zones(String accountId) {
    return pages("/zones?account.id=" + encode(accountId) + "&", PAGE, Zone::of)
        .compose(found -> LargeWork.on(
            found.size(),
            () -> found.stream()
                .filter(zone -> zone.accountId().isEmpty() || zone.accountId().equals(accountId))
                .toList()));
  }

  /** Whether the token is valid; only a user's token is verified here. */
  public Future<TokenStatus> verifyUserToken() {
    return resource("/user/tokens/verify").map(TokenStatus::of);
  }

  /** The same for a token that the account owns. */
  public Future<TokenStatus> verifyAccountToken(String accountId) {
    return resource(accountPath(accountId) + "/tokens/verify").map(TokenStatus::of);
  }

  /** The items of a resource that a file declares, as Cloudflare writes them. */
  Future<List<JsonObject>> items(String path, RestResource resource) {
    String query = path + (path.contains("?") ? "&" : "?");
    return switch (resource.answer()) {
      case PAGES -> pages(query, resource.pageSize());
      case CURSORS -> new Pages<>(get, item -> item).byCursor(query, resource.pageSize());
      case LIST -> get.apply(path).map(envelope -> Fields.objects(envelope, "result"));
      case ITEM -> resource(path).map(List::of);
    };
  }

  /** Names of the rules that belong to the zone alone. */
  public Future<RuleNames> zoneRuleNames(String zoneId) {
    RuleNames.Collector names = new RuleNames.Collector(this);
    return names
        .firewallRules(zonePath(zoneId) + "/firewall/rules")
        .compose(done -> names.rulesets(zonePath(zoneId), List.of("zone")))
        .map(done -> names.names());
  }

  /** Names of the account's own rules and of the managed ones; the same for all its zones. */
  public Future<RuleNames> accountRuleNames(String accountId) {
    RuleNames.Collector names = new RuleNames.Collector(this);
    return names
        .rulesets(accountPath(accountId), List.of("managed", "custom", "root"))
        .map(done -> names.names());
  }

  Future<List<JsonObject>> firewallRules(String path) {
    return pages(path + "?", FIREWALL_PAGE);
  }

  Future<List<JsonObject>> rulesets(String path) {
    return new Pages<>(get, item -> item).byCursor(path + "?", PAGE);
  }

  Future<JsonObject> resource(String path) {
    return get.apply(path).map(envelope -> Fields.object(envelope, "result"));
  }

  private Future<List<JsonObject>> pages(String path, int perPage) {
    return pages(path, perPage, item -> item);
  }

  private <T> Future<List<T>> pages(String path, int perPage, Function<JsonObject, T> item) {
    return new Pages<>(get, item).byNumber(path, perPage);
  }

  private static String zonePath(String id) {
    return "/zones/" + encode(id);
  }

  private static String accountPath(String id) {
    return "/accounts/" + encode(id);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
