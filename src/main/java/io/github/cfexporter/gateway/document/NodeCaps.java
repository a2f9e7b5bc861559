package io.github.cfexporter.gateway.document;

import io.github.cfexporter.cloudflare.Refusal;
import java.util.HashMap;
import java.util.Map;

/** How much one document of an account may hold at most, as refusals have taught. */
public final class NodeCaps {
  /** Answers are too large after a long outage, or while a zone is flooded; that ends. */
  private static final long TOO_LARGE_MILLIS = 3_600_000;

  /** A single answer that is too large makes no more than so many documents of one. */
  private static final int TOO_LARGE_PARTS = 4;

  private final Map<String, Cap> caps = new HashMap<>();

  private record Cap(int nodes, long until) {}

  /** Most zones times sources of one document. */
  public int of(String account, long now) {
    Cap cap = caps.get(account);
    return cap == null || now >= cap.until() ? Integer.MAX_VALUE : cap.nodes();
  }

  /** A document of so many nodes was too much: half of it may not be. */
  public void shrink(String account, int nodes, Refusal refusal, long now) {
    int half = Math.max(1, Math.min(of(account, now), nodes / 2));
    long until = refusal instanceof Refusal.TooLarge ? now + TOO_LARGE_MILLIS : Long.MAX_VALUE;
    caps.put(account, new Cap(half, until));
  }

  /** Whether smaller documents are worth while, as opposed to a search for what is too large. */
  public static boolean helps(Refusal refusal, int nodes, int configured) {
    return refusal instanceof Refusal.TooManyNodes
        || (refusal instanceof Refusal.TooLarge && nodes > configured / TOO_LARGE_PARTS);
  }

  public void forget(String account) {
    caps.remove(account);
  }
}
