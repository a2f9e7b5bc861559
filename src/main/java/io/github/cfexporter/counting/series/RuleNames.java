package io.github.cfexporter.counting.series;

import java.util.Optional;

/** What the rules of one zone are called; the source is Cloudflare's REST API. */
@FunctionalInterface
public interface RuleNames {
  RuleNames NONE = ruleId -> Optional.empty();

  Optional<String> nameOf(String ruleId);
}
