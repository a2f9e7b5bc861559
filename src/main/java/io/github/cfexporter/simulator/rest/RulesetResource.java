package io.github.cfexporter.simulator.rest;

import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Hash;
import io.github.cfexporter.simulator.world.SecurityRules;
import io.github.cfexporter.simulator.world.SecurityRules.Rule;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Rulesets and the deprecated firewall rules. A zone lists its own entry points, some of them
 * without rules, and those of its account and of Cloudflare, which only the account may open.
 */
final class RulesetResource {
  private static final String UPDATED = "2023-03-18T18:30:08.122758Z";
  private static final String CUSTOM = "http_request_firewall_custom";
  private static final String MANAGED = "http_request_firewall_managed";
  private static final List<String> EMPTY_PHASES = List.of(
      "http_ratelimit",
      "http_request_transform",
      "http_request_origin",
      "http_request_a_future_phase");

  /** @param rules empty to leave the field out, as Cloudflare does */
  private record Ruleset(String id, String name, String kind, String phase, List<Rule> rules) {
    JsonObject head() {
      return new JsonObject()
          .put("id", id)
          .put("name", name)
          .put("description", "")
          .put("kind", kind)
          .put("version", "3")
          .put("last_updated", UPDATED)
          .put("phase", phase);
    }

    JsonObject whole() {
      JsonObject whole = head();
      if (!rules.isEmpty()) {
        whole.put("rules", new JsonArray(rules.stream().map(this::rule).toList()));
      }
      return whole;
    }

    private JsonObject rule(Rule rule) {
      JsonObject json = new JsonObject()
          .put("id", rule.id())
          .put("version", "1")
          .put("action", rule.action())
          .put("last_updated", UPDATED);
      if (!rule.description().isEmpty()) {
        json.put("description", rule.description());
      }
      return kind.equals("managed") ? json : json.put("expression", "true").put("enabled", true);
    }
  }

  static List<JsonObject> list(Zone zone) {
    List<Ruleset> all = new ArrayList<>(zoneRulesets(zone));
    all.addAll(accountRulesets(zone.accountId()));
    return all.stream().map(Ruleset::head).toList();
  }

  static List<JsonObject> list(Account account) {
    return accountRulesets(account.id()).stream().map(Ruleset::head).toList();
  }

  static JsonObject ofZone(Zone zone, String id) {
    return find(zoneRulesets(zone), id);
  }

  static JsonObject ofAccount(Account account, String id) {
    return find(accountRulesets(account.id()), id);
  }

  static List<JsonObject> firewallRules(Zone zone) {
    return SecurityRules.old(zone).stream()
        .map(rule -> new JsonObject()
            .put("id", rule.id())
            .put("paused", false)
            .put("description", rule.description())
            .put("action", rule.action())
            .putNull("priority")
            .put(
                "filter",
                new JsonObject()
                    .put("id", Hash.id("filter" + rule.id()))
                    .put("expression", "http.request.uri.path matches \"^/api/.*$\"")
                    .put("paused", false)))
        .toList();
  }

  private static List<Ruleset> zoneRulesets(Zone zone) {
    List<Ruleset> rulesets = new ArrayList<>();
    rulesets.add(new Ruleset(
        Hash.id(zone.id() + CUSTOM), "default", "zone", CUSTOM, SecurityRules.custom(zone)));
    for (String phase : EMPTY_PHASES) {
      rulesets.add(new Ruleset(Hash.id(zone.id() + phase), "default", "zone", phase, List.of()));
    }
    return rulesets;
  }

  private static List<Ruleset> accountRulesets(String accountId) {
    List<Rule> own = SecurityRules.ofAccount(accountId);
    String managed = Hash.id("managed ruleset");
    return List.of(
        new Ruleset(Hash.id(accountId + "root"), "root", "root", CUSTOM, List.of()),
        new Ruleset(Hash.id(accountId + "custom"), "For all zones", "custom", CUSTOM, own),
        new Ruleset(
            managed, "Cloudflare Managed Ruleset", "managed", MANAGED, SecurityRules.managed()));
  }

  private static JsonObject find(List<Ruleset> rulesets, String id) {
    return rulesets.stream()
        .filter(ruleset -> ruleset.id().equals(id))
        .findFirst()
        .orElseThrow(() -> RestError.of(404, 10000, "could not find ruleset"))
        .whole();
  }

  private RulesetResource() {}
}
