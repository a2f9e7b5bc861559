package io.github.cfexporter.simulator.world;

import java.util.List;

/** The rules whose ids firewall events carry and whose names only REST tells. */
public final class SecurityRules {
  /**
   * A rule.
   *
   * @param description as an operator typed it, or empty
   * @param source the product, as firewall events spell it
   */
  public record Rule(String id, String description, String action, String source) {}

  /** The zone's own ruleset of phase {@code http_request_firewall_custom}. */
  public static List<Rule> custom(Zone zone) {
    return List.of(
        rule(zone.id(), "custom1", "Block \"bad\" bots", "block", "firewallCustom"),
        rule(zone.id(), "custom2", "Challenge C:\\login", "managed_challenge", "firewallCustom"),
        rule(zone.id(), "custom3", "Länder\nsperren", "block", "firewallCustom"),
        rule(zone.id(), "custom4", "", "log", "firewallCustom"));
  }

  /** Rules of the deprecated Firewall Rules API. */
  public static List<Rule> old(Zone zone) {
    return List.of(
        rule(zone.id(), "old1", "allow API traffic without challenge", "allow", "firewallrules"),
        rule(zone.id(), "old2", "Büro only", "js_challenge", "firewallrules"));
  }

  /** Rules of the account's ruleset. */
  public static List<Rule> ofAccount(String accountId) {
    return List.of(
        rule(accountId, "account1", "Geo block for all zones", "block", "firewallCustom"));
  }

  /** Cloudflare's managed rules, the same for everyone. */
  public static List<Rule> managed() {
    return List.of(
        rule("managed", "sqli", "SQLi - Probing", "block", "firewallManaged"),
        rule("managed", "xss", "XSS, HTML Injection", "log", "firewallManaged"));
  }

  private static Rule rule(String owner, String key, String name, String action, String source) {
    return new Rule(Hash.id(owner + key), name, action, source);
  }

  private SecurityRules() {}
}
