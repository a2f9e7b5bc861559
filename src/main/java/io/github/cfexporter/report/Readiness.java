package io.github.cfexporter.report;

import java.util.List;

/**
 * Whether this node may get requests. It does not depend on Cloudflare.
 *
 * @param reasons why not, one sentence each
 */
public record Readiness(boolean ready, List<String> reasons) {
  public static final Readiness READY = new Readiness(true, List.of());

  public Readiness {
    reasons = List.copyOf(reasons);
  }

  public static Readiness notYet(String... reasons) {
    return new Readiness(false, List.of(reasons));
  }
}
