package io.github.cfexporter.cloudflare.rest;

import io.github.cfexporter.counting.series.LabelText;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people call the rules that firewall events refer to by id. A part that could not be read
 * leaves its rules without names, nothing more.
 *
 * @param byId descriptions by rule id; rules without one are missing
 * @param failures why parts could not be read, by their path
 */
public record RuleNames(Map<String, String> byId, Map<String, Throwable> failures) {
  public RuleNames {
    byId = Map.copyOf(byId);
    failures = Map.copyOf(failures);
  }

  /** Both together; names of this one win. */
  public RuleNames and(RuleNames others) {
    Map<String, String> names = new HashMap<>(others.byId);
    names.putAll(byId);
    Map<String, Throwable> failed = new HashMap<>(others.failures);
    failed.putAll(failures);
    return new RuleNames(names, failed);
  }

  /** Reads one list after the other, for each ruleset costs a call. */
  static final class Collector {
    /** Phases whose rules cause firewall events; the others transform, cache or route. */
    private static final Set<String> PHASES = Set.of(
        "ddos_l7",
        "http_ratelimit",
        "http_request_firewall_custom",
        "http_request_firewall_managed",
        "http_request_sbfm",
        "http_response_firewall_managed");

    private final Rest rest;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Throwable> failures = new HashMap<>();

    Collector(Rest rest) {
      this.rest = rest;
    }

    RuleNames names() {
      return new RuleNames(names, failures);
    }

    Future<Void> firewallRules(String path) {
      return tolerate(path, rest.firewallRules(path).map(rules -> {
        rules.forEach(this::add);
        return null;
      }));
    }

    /** @param owner path of a zone or account, which may only read rulesets of its own kinds */
    Future<Void> rulesets(String owner, List<String> kinds) {
      String path = owner + "/rulesets";
      return tolerate(path, rest.rulesets(path).compose(found -> {
        Future<Void> chain = Future.succeededFuture();
        for (JsonObject ruleset : found) {
          if (PHASES.contains(Fields.text(ruleset, "phase"))
              && kinds.contains(Fields.text(ruleset, "kind"))) {
            String id = Fields.text(ruleset, "id");
            chain = chain.compose(done -> ruleset(path + "/" + Rest.encode(id)));
          }
        }
        return chain;
      }));
    }

    private Future<Void> ruleset(String path) {
      return tolerate(path, rest.resource(path).map(ruleset -> {
        Fields.objects(ruleset, "rules").forEach(this::add);
        return null;
      }));
    }

    private Future<Void> tolerate(String path, Future<Void> reading) {
      return reading.recover(cause -> {
        failures.put(path, cause);
        return Future.succeededFuture();
      });
    }

    private void add(JsonObject rule) {
      String id = Fields.text(rule, "id");
      String name = Fields.text(rule, "description");
      if (!id.isEmpty() && !name.isBlank()) {
        names.putIfAbsent(id, LabelText.bounded(name));
      }
    }
  }
}
