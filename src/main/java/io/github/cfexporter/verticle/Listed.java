package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.Account;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The accounts of the token, as one node has listed them for all.
 *
 * @param at milliseconds since the epoch
 */
record Listed(long at, List<Account> accounts) {
  Listed {
    accounts = List.copyOf(accounts);
  }

  String toText() {
    JsonArray all = new JsonArray();
    accounts.forEach(
        account -> all.add(new JsonObject().put("id", account.id()).put("name", account.name())));
    return new JsonObject().put("at", at).put("accounts", all).encode();
  }

  static Listed fromText(String text) {
    JsonObject json = new JsonObject(text);
    List<Account> accounts = json.getJsonArray("accounts").stream()
        .map(JsonObject.class::cast)
        .map(account -> new Account(account.getString("id"), account.getString("name")))
        .toList();
    return new Listed(json.getLong("at"), accounts);
  }
}
