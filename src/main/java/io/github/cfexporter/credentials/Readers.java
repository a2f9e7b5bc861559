package io.github.cfexporter.credentials;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides which credential reads what: the first, in the order given, that sees the account or zone,
 * is valid, and was not refused there within the last hour. There is always one reader and never two,
 * so that no window is counted twice; when everybody is refused it is the first again.
 *
 * <p>All instants are milliseconds since the epoch. One for the node; safe for use by several threads.
 */
public final class Readers {
  /** After so long a refused credential is tried again: somebody may have given it the permission. */
  public static final long RETRY_MILLIS = 3_600_000;

  private final Map<String, Reach> byAccount = new HashMap<>();
  private final Map<Right, Long> refusedAt = new HashMap<>();
  private List<String> order = List.of();
  private Set<String> invalid = Set.of();

  /**
   * Who sees an account and its zones, the preferred credential first.
   *
   * @param credentials ids of those that see the account
   * @param byZone ids of those that see a zone, by its id
   */
  private record Reach(List<String> credentials, Map<String, List<String>> byZone) {}

  /** @param scope id of the zone, or of the account */
  private record Right(Permission permission, String scope, String credential) {}

  /**
   * A permission that every credential lacks.
   *
   * @param credential the one that would be the reader
   * @param scopes ids of the zones, or of the account, in order
   */
  public record Gap(Permission permission, String credential, Set<String> scopes) {
    public Gap {
      scopes = Set.copyOf(scopes);
    }
  }

  /**
   * Takes over which credentials there are; what was known of others is forgotten.
   *
   * @param credentials ids, the preferred one first
   * @param notValid ids of those that Cloudflare rejects as a whole
   */
  public synchronized void credentials(List<String> credentials, Set<String> notValid) {
    refusedAt
        .keySet()
        .removeIf(right -> !credentials.contains(right.credential())
            || (invalid.contains(right.credential()) && !notValid.contains(right.credential())));
    order = List.copyOf(credentials);
    invalid = Set.copyOf(notValid);
  }

  /** Takes over who sees an account. */
  public synchronized void account(String account, List<String> credentials) {
    Reach known = byAccount.getOrDefault(account, new Reach(List.of(), Map.of()));
    byAccount.put(account, new Reach(List.copyOf(credentials), known.byZone()));
  }

  /** Takes over who sees the zones of an account. */
  public synchronized void zones(String account, Map<String, List<String>> byZone) {
    Reach known = byAccount.getOrDefault(account, new Reach(List.of(), Map.of()));
    byAccount.put(account, new Reach(known.credentials(), Map.copyOf(byZone)));
  }

  public synchronized void forget(String account) {
    Optional.ofNullable(byAccount.remove(account)).ifPresent(reach -> {
      Set<String> scopes = new TreeSet<>(reach.byZone().keySet());
      scopes.add(account);
      refusedAt.keySet().removeIf(right -> scopes.contains(right.scope()));
    });
  }

  /**
   * Id of the credential that reads now.
   *
   * @param zone empty for the account itself
   * @return empty when no credential is known at all
   */
  public synchronized String of(Permission permission, String account, String zone, long now) {
    List<String> candidates = candidates(account, zone);
    return willing(permission, scope(account, zone), candidates, now)
        .or(() -> candidates.stream().filter(one -> !invalid.contains(one)).findFirst())
        .or(() -> candidates.stream().findFirst())
        .orElse("");
  }

  /** Whether Cloudflare lets the credential in, as far as is known. */
  public synchronized boolean isValid(String credential) {
    return !invalid.contains(credential);
  }

  /** Credentials that see the account, each of which may see other zones of it; never none. */
  public synchronized List<String> ofList(String account) {
    List<String> candidates = candidates(account, "");
    List<String> valid =
        candidates.stream().filter(one -> !invalid.contains(one)).toList();
    return valid.isEmpty() ? candidates : valid;
  }

  /**
   * Notes that a credential lacks a permission there.
   *
   * @return whether another one takes its place
   */
  public synchronized boolean refused(
      Permission permission, String account, String zone, String credential, long now) {
    String scope = scope(account, zone);
    refusedAt.put(new Right(permission, scope, credential), now);
    return willing(permission, scope, candidates(account, zone), now).isPresent();
  }

  /** Notes that a credential has it. */
  public synchronized void granted(
      Permission permission, String account, String zone, String credential) {
    refusedAt.remove(new Right(permission, scope(account, zone), credential));
  }

  /** What nobody may read of an account, by permission. */
  public synchronized List<Gap> gaps(String account, long now) {
    if (refusedAt.isEmpty()) {
      return List.of();
    }
    Map<Permission, Map<String, Set<String>>> found = new TreeMap<>();
    Set<String> scopes = new LinkedHashSet<>(Set.of(account));
    scopes.addAll(
        byAccount.getOrDefault(account, new Reach(List.of(), Map.of())).byZone().keySet());
    for (Right right : refusedAt.keySet()) {
      String zone = right.scope().equals(account) ? "" : right.scope();
      List<String> candidates = candidates(account, zone);
      if (scopes.contains(right.scope())
          && candidates.contains(right.credential())
          && willing(right.permission(), right.scope(), candidates, now).isEmpty()) {
        found
            .computeIfAbsent(right.permission(), permission -> new TreeMap<>())
            .computeIfAbsent(
                of(right.permission(), account, zone, now), credential -> new TreeSet<>())
            .add(right.scope());
      }
    }
    List<Gap> gaps = new ArrayList<>();
    found.forEach((permission, byCredential) -> byCredential.forEach(
        (credential, where) -> gaps.add(new Gap(permission, credential, where))));
    return gaps;
  }

  private Optional<String> willing(
      Permission permission, String scope, List<String> candidates, long now) {
    return candidates.stream()
        .filter(one -> !invalid.contains(one))
        .filter(one -> now
            >= refusedAt.getOrDefault(new Right(permission, scope, one), Long.MIN_VALUE / 2)
                + RETRY_MILLIS)
        .findFirst();
  }

  /** Those that see the zone; before that is known those that see the account, else all. */
  private List<String> candidates(String account, String zone) {
    Reach reach = byAccount.get(account);
    if (reach == null) {
      return order;
    }
    List<String> ofZone = zone.isEmpty() ? List.of() : reach.byZone().getOrDefault(zone, List.of());
    List<String> known = ofZone.isEmpty() ? reach.credentials() : ofZone;
    List<String> present = order.stream().filter(known::contains).toList();
    return present.isEmpty() ? order : present;
  }

  private static String scope(String account, String zone) {
    return zone.isEmpty() ? account : zone;
  }
}
