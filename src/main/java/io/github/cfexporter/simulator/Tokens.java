package io.github.cfexporter.simulator;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** API tokens that are valid, and what they may not see. A new simulator knows {@link #DEMO}. */
public final class Tokens {
  /** Sees everything. */
  public static final String DEMO = "simulated-token";

  private final Map<String, Token> bySecret = new ConcurrentHashMap<>();

  Tokens() {
    add(DEMO);
  }

  /** Ids of zones and accounts that a token cannot read analytics of, or cannot see at all. */
  record Token(String id, Set<String> withoutAnalytics, Set<String> invisible) {
    boolean sees(Account account) {
      return !invisible.contains(account.id());
    }

    boolean sees(Zone zone) {
      return !invisible.contains(zone.id()) && !invisible.contains(zone.accountId());
    }

    boolean reads(Zone zone) {
      return sees(zone) && !withoutAnalytics.contains(zone.id());
    }

    boolean reads(Account account) {
      return sees(account) && !withoutAnalytics.contains(account.id());
    }
  }

  public void add(String secret) {
    bySecret.put(secret, new Token(Hash.id(secret), Set.of(), Set.of()));
  }

  public void revoke(String secret) {
    bySecret.remove(secret);
  }

  /**
   * Lists the zone or account over REST, but answers no GraphQL about it. An account's zones are still
   * answered, though not nested in it.
   */
  public void withholdAnalytics(String secret, String scopeId) {
    bySecret.computeIfPresent(
        secret,
        (s, token) ->
            new Token(token.id(), with(token.withoutAnalytics(), scopeId), token.invisible()));
  }

  /** Leaves the zone or account out of every answer. */
  public void hide(String secret, String scopeId) {
    bySecret.computeIfPresent(
        secret,
        (s, token) ->
            new Token(token.id(), token.withoutAnalytics(), with(token.invisible(), scopeId)));
  }

  Optional<Token> find(String secret) {
    return Optional.ofNullable(bySecret.get(secret));
  }

  private static Set<String> with(Set<String> ids, String id) {
    Set<String> more = new HashSet<>(ids);
    more.add(id);
    return Set.copyOf(more);
  }
}
