package io.github.cfexporter.simulator.world;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** API tokens and global keys that Cloudflare knows. A new simulator knows {@link #DEMO}. */
public final class Tokens {
  /** Sees everything. */
  public static final String DEMO = "simulated-token";

  private final Map<String, Token> bySecret = new ConcurrentHashMap<>();

  public Tokens() {
    add(DEMO);
  }

  /**
   * One token or key.
   *
   * @param isKey whether it is a user's global key
   * @param withoutAnalytics ids of zones and accounts of which it cannot read analytics
   * @param invisible ids of zones and accounts that it cannot see at all
   */
  public record Token(
      String id, Grant grant, boolean isKey, Set<String> withoutAnalytics, Set<String> invisible) {
    public boolean sees(Account account) {
      return grant.includes(account) && !invisible.contains(account.id());
    }

    public boolean sees(Zone zone) {
      return grant.includes(zone)
          && !invisible.contains(zone.id())
          && !invisible.contains(zone.accountId());
    }

    public boolean reads(Zone zone) {
      return sees(zone)
          && grant.has(Permission.ZONE_ANALYTICS)
          && !withoutAnalytics.contains(zone.id());
    }

    public boolean reads(Account account) {
      return sees(account)
          && grant.has(Permission.ACCOUNT_ANALYTICS)
          && !withoutAnalytics.contains(account.id());
    }

    private Token withoutAnalytics(String scopeId) {
      return new Token(id, grant, isKey, with(withoutAnalytics, scopeId), invisible);
    }

    private Token without(String scopeId) {
      return new Token(id, grant, isKey, withoutAnalytics, with(invisible, scopeId));
    }
  }

  public void add(String secret) {
    add(secret, Grant.everything());
  }

  /** Adds a token, or gives one that is known other rights. */
  public void add(String secret, Grant grant) {
    bySecret.put(secret, new Token(Hash.id(secret), grant, false, Set.of(), Set.of()));
  }

  /** Adds the global key of a user who may do everything. */
  public void addGlobalKey(String email, String key) {
    String secret = globalKey(email, key);
    bySecret.put(secret, new Token(Hash.id(secret), Grant.everything(), true, Set.of(), Set.of()));
  }

  public void revoke(String secret) {
    bySecret.remove(secret);
  }

  /**
   * Lists the zone or account over REST, but answers no GraphQL about it. An account's zones are still
   * answered, though not nested in it.
   */
  public void withholdAnalytics(String secret, String scopeId) {
    bySecret.computeIfPresent(secret, (s, token) -> token.withoutAnalytics(scopeId));
  }

  /** Leaves the zone or account out of every answer. */
  public void hide(String secret, String scopeId) {
    bySecret.computeIfPresent(secret, (s, token) -> token.without(scopeId));
  }

  /** The id of a token, as the log of calls has it. */
  public static String idOf(String secret) {
    return Hash.id(secret);
  }

  public Optional<Token> find(String secret) {
    return Optional.ofNullable(bySecret.get(secret));
  }

  /** How a global key is known here: it is nothing without its user. */
  public static String globalKey(String email, String key) {
    return email + '\n' + key;
  }

  private static Set<String> with(Set<String> ids, String id) {
    Set<String> more = new HashSet<>(ids);
    more.add(id);
    return Set.copyOf(more);
  }
}
