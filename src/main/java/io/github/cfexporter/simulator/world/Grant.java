package io.github.cfexporter.simulator.world;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a token may do. Begin with {@link #everything} and take away:
 * {@code Grant.everything().ofZones(id).without(Permission.CERTIFICATES)}.
 */
public final class Grant {
  private final Optional<String> owner;
  private final Optional<Set<String>> accounts;
  private final Optional<Set<String>> zones;
  private final Set<Permission> missing;
  private final boolean disabled;
  private final OptionalLong expiresAt;

  private Grant(
      Optional<String> owner,
      Optional<Set<String>> accounts,
      Optional<Set<String>> zones,
      Set<Permission> missing,
      boolean disabled,
      OptionalLong expiresAt) {
    this.owner = owner;
    this.accounts = accounts;
    this.zones = zones;
    this.missing = missing;
    this.disabled = disabled;
    this.expiresAt = expiresAt;
  }

  /** A user's token with every permission for all accounts and zones, for ever. */
  public static Grant everything() {
    return new Grant(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        false,
        OptionalLong.empty());
  }

  /** For these accounts and their zones only. */
  public Grant ofAccounts(String... ids) {
    return new Grant(owner, Optional.of(Set.of(ids)), zones, missing, disabled, expiresAt);
  }

  /** For these zones only, and for no account. */
  public Grant ofZones(String... ids) {
    return new Grant(
        owner, Optional.of(Set.of()), Optional.of(Set.of(ids)), missing, disabled, expiresAt);
  }

  /** Not a user's but that account's own token, which sees nothing of others. */
  public Grant ownedBy(String account) {
    return new Grant(
        Optional.of(account), Optional.of(Set.of(account)), zones, missing, disabled, expiresAt);
  }

  public Grant without(Permission... permissions) {
    Set<Permission> less = EnumSet.noneOf(Permission.class);
    less.addAll(missing);
    less.addAll(Set.of(permissions));
    return new Grant(owner, accounts, zones, less, disabled, expiresAt);
  }

  public Grant disabled() {
    return new Grant(owner, accounts, zones, missing, true, expiresAt);
  }

  /**
   * Until then only.
   *
   * @param millis since the epoch
   */
  public Grant until(long millis) {
    return new Grant(owner, accounts, zones, missing, disabled, OptionalLong.of(millis));
  }

  /** The account that owns the token; empty for a user's. */
  public Optional<String> owner() {
    return owner;
  }

  public OptionalLong expiresAt() {
    return expiresAt;
  }

  boolean includes(Account account) {
    return accounts.map(ids -> ids.contains(account.id())).orElse(true);
  }

  boolean includes(Zone zone) {
    return zones
        .map(ids -> ids.contains(zone.id()))
        .orElseGet(() -> accounts.map(ids -> ids.contains(zone.accountId())).orElse(true));
  }

  public boolean has(Permission permission) {
    return !missing.contains(permission);
  }

  /** {@code active}, {@code disabled} or {@code expired}. */
  public String status(long nowMillis) {
    boolean expired = expiresAt.isPresent() && expiresAt.getAsLong() <= nowMillis;
    return disabled ? "disabled" : expired ? "expired" : "active";
  }
}
