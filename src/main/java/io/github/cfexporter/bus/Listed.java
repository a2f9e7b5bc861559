package io.github.cfexporter.bus;

import io.github.cfexporter.cloudflare.rest.Account;
import io.github.cfexporter.credentials.TokenState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The accounts that the credentials reach, as one node has listed them for all.
 *
 * @param at milliseconds since the epoch
 * @param complete whether every credential could be asked
 * @param gone accounts that were there until lately, see {@link
 *     io.github.cfexporter.credentials.ConfirmedList}
 * @param credentials ids of those that see an account, the preferred one first, by its id
 * @param problems what an operator has to mend, a sentence each
 */
public record Listed(
    long at,
    boolean complete,
    List<Account> accounts,
    List<Account> gone,
    Map<String, List<String>> credentials,
    List<TokenState> tokens,
    List<String> problems) {
  public Listed {
    accounts = List.copyOf(accounts);
    gone = List.copyOf(gone);
    credentials = Map.copyOf(new TreeMap<>(credentials));
    tokens = List.copyOf(tokens);
    problems = List.copyOf(problems);
  }

  /** Older releases read {@code at} and {@code accounts} and leave the rest. */
  public String toText() {
    JsonArray states = new JsonArray();
    tokens.forEach(token -> states.add(json(token)));
    return new JsonObject()
        .put("at", at)
        .put("complete", complete)
        .put("accounts", array(accounts))
        .put("gone", array(gone))
        .put("tokens", states)
        .put("problems", new JsonArray(problems))
        .encode();
  }

  public static Listed fromText(String text) {
    JsonObject json = new JsonObject(text);
    Map<String, List<String>> credentials = new TreeMap<>();
    List<Account> accounts = new ArrayList<>();
    for (JsonObject account : objects(json, "accounts")) {
      accounts.add(account(account));
      credentials.put(account.getString("id"), texts(account, "credentials"));
    }
    return new Listed(
        json.getLong("at"),
        json.getBoolean("complete", true),
        accounts,
        objects(json, "gone").stream().map(Listed::account).toList(),
        credentials,
        objects(json, "tokens").stream().map(Listed::token).toList(),
        texts(json, "problems"));
  }

  /** Ids of credentials that Cloudflare does not let in. */
  public List<String> invalid() {
    return tokens.stream()
        .filter(token -> !token.isValid())
        .map(TokenState::credential)
        .toList();
  }

  /** Whether every credential is let in and could be asked. */
  public boolean hasSucceeded() {
    return complete && invalid().isEmpty();
  }

  private JsonArray array(List<Account> some) {
    JsonArray all = new JsonArray();
    some.forEach(account -> all.add(new JsonObject()
        .put("id", account.id())
        .put("name", account.name())
        .put("credentials", new JsonArray(credentials.getOrDefault(account.id(), List.of())))));
    return all;
  }

  private static Account account(JsonObject json) {
    return new Account(json.getString("id"), json.getString("name"));
  }

  public static JsonObject json(TokenState token) {
    return new JsonObject()
        .put("credential", token.credential())
        .put("status", token.status().name())
        .put("expires", token.expires().map(Instant::toString).orElse(null))
        .put("owner", token.owner());
  }

  public static TokenState token(JsonObject json) {
    return new TokenState(
        json.getString("credential"),
        TokenState.Status.valueOf(json.getString("status")),
        Optional.ofNullable(json.getString("expires")).map(Instant::parse),
        json.getString("owner"));
  }

  private static List<JsonObject> objects(JsonObject json, String name) {
    return json.getJsonArray(name, new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static List<String> texts(JsonObject json, String name) {
    return json.getJsonArray(name, new JsonArray()).stream()
        .map(String.class::cast)
        .toList();
  }
}
