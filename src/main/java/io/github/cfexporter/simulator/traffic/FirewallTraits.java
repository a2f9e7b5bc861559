package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.world.Hash;
import io.github.cfexporter.simulator.world.Places;
import io.github.cfexporter.simulator.world.SecurityRules;
import io.github.cfexporter.simulator.world.SecurityRules.Rule;
import io.github.cfexporter.simulator.world.Zone;
import java.util.ArrayList;
import java.util.List;

/** Security events: rules with a name, rules that only the event describes, and rules unknown. */
final class FirewallTraits {
  private static final int SORTS = 32;
  private static final List<Long> BOT_SCORES = List.of(3L, 0L, 15L, 90L, 9L, 10L, 29L, 30L, 1L);

  static List<Traits> of(Zone zone) {
    List<Rule> rules = rules(zone);
    List<Traits> sorts = new ArrayList<>();
    for (int i = 0; i < SORTS; i++) {
      Rule rule = rules.get(i % rules.size());
      sorts.add(sort(zone, rule, Hash.of(zone.id() + "firewall" + i)));
    }
    return sorts;
  }

  private static List<Rule> rules(Zone zone) {
    List<Rule> rules = new ArrayList<>(SecurityRules.custom(zone));
    rules.addAll(SecurityRules.managed());
    rules.addAll(SecurityRules.ofAccount(zone.accountId()));
    rules.addAll(SecurityRules.old(zone));
    rules.add(new Rule("", "", "block", "botFight"));
    rules.add(new Rule(Hash.id("gone" + zone.id()), "", "log", "l7ddos"));
    return rules;
  }

  private static Traits sort(Zone zone, Rule rule, long noise) {
    long botScore = Places.pick(BOT_SCORES, noise >>> 3);
    long status = rule.action().equals("block") ? 403 : 200;
    return Traits.builder()
        .text("action", rule.action())
        .text("source", rule.source())
        .text("ruleId", rule.id())
        .text("rulesetId", Hash.id("ruleset" + rule.source() + zone.id()))
        .text("ref", rule.id())
        .text("description", rule.description())
        .text("clientCountryName", Places.pick(Places.COUNTRIES, noise >>> 6))
        .text("clientIPClass", "noRecord")
        .text("clientRequestHTTPHost", Places.pick(RequestTraits.hosts(zone), noise >>> 9))
        .text("clientRequestHTTPMethodName", (noise >>> 12 & 1) == 0 ? "GET" : "POST")
        .number("edgeResponseStatus", status)
        .number("originResponseStatus", status == 403 ? 0 : 200)
        .text("edgeColoName", Places.pick(Places.COLOS, noise >>> 15).code())
        .text("kind", "firewall")
        .number("matchIndex", noise >>> 18 & 1)
        .number("botScore", botScore)
        .text("botScoreSrcName", BotSources.of(botScore))
        .build();
  }

  private FirewallTraits() {}
}
