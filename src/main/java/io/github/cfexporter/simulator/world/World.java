package io.github.cfexporter.simulator.world;

import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.Flood;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The accounts and zones that exist now. It may be changed while the simulator serves it, from any
 * thread; ids depend only on the seed and on the order of additions.
 */
public final class World {
  private static final Set<Entitlement> EVERYTHING = EnumSet.allOf(Entitlement.class);

  private final long seed;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, Zone> zones = new LinkedHashMap<>();
  private final TrafficSchedule schedule = new TrafficSchedule();
  private int additions;
  private volatile boolean pathsTold = true;

  public World(long seed) {
    this.seed = seed;
  }

  /** Three accounts with everything that makes exporters stumble. */
  public static World demo() {
    return DemoWorld.build();
  }

  /** The same with days and nights, and with an attack and a failing origin every two hours. */
  public static World demoWithDays() {
    return DemoWorld.withDays();
  }

  /** Equal accounts with equal, fully entitled Pro zones: {@code zone-0-7.example} and so on. */
  public static World of(int accounts, int zonesPerAccount) {
    World world = new World(1);
    for (int a = 0; a < accounts; a++) {
      Account account = world.addAccount("Account " + a, EVERYTHING);
      for (int z = 0; z < zonesPerAccount; z++) {
        world.addZone(account.id(), "zone-" + a + "-" + z + ".example", Plan.PRO, EVERYTHING);
      }
    }
    return world;
  }

  public synchronized Account addAccount(String name, Set<Entitlement> entitlements) {
    Account account =
        new Account(nextId("account"), name, entitlements, Account.USUAL_NODES_PER_DOCUMENT);
    accounts.put(account.id(), account);
    return account;
  }

  public synchronized Zone addZone(
      String accountId, String name, Plan plan, Set<Entitlement> entitlements) {
    existing(accounts, accountId);
    Zone zone = new Zone(
        nextId("zone"), accountId, name, plan, "active", false, entitlements, name, Set.of());
    zones.put(zone.id(), zone);
    return zone;
  }

  /** Removes the account and its zones. */
  public synchronized void removeAccount(String id) {
    accounts.remove(id);
    zones.values().removeIf(zone -> zone.accountId().equals(id));
  }

  public synchronized void removeZone(String id) {
    zones.remove(id);
  }

  public void renameAccount(String id, String name) {
    changeAccount(id, account -> account.named(name));
  }

  public void renameZone(String id, String name) {
    changeZone(id, zone -> zone.named(name));
  }

  public void changePlan(String zoneId, Plan plan) {
    changeZone(zoneId, zone -> zone.on(plan));
  }

  public void pause(String zoneId, boolean paused) {
    changeZone(zoneId, zone -> zone.paused(paused));
  }

  /** Sets {@code status}: initializing, pending, active or moved. */
  public void changeStatus(String zoneId, String status) {
    changeZone(zoneId, zone -> zone.inStatus(status));
  }

  /** Replaces the products of a zone. */
  public void entitleZone(String zoneId, Set<Entitlement> products) {
    changeZone(zoneId, zone -> zone.entitledTo(products));
  }

  /**
   * Closes datasets to a zone, or fields of them, whatever its plan says; replaces what was closed
   * before. {@code settings} tells of datasets that are closed, but goes on to advertise fields.
   *
   * @param names such as {@code httpRequests1mGroups} or {@code
   *     httpRequestsOverviewAdaptiveGroups.clientCountryName}
   */
  public void close(String zoneId, String... names) {
    changeZone(zoneId, zone -> zone.closing(Set.copyOf(Arrays.asList(names))));
  }

  /** Lets errors come without a path, which leaves open which node they are about. */
  public void tellNoPaths() {
    pathsTold = false;
  }

  public boolean tellsPaths() {
    return pathsTold;
  }

  /** Closes every dataset to a zone. */
  public void closeAll(String zoneId) {
    close(
        zoneId,
        Dataset.all().stream().map(dataset -> dataset.node).distinct().toArray(String[]::new));
  }

  /**
   * Lets nothing happen in a zone or an account for a time; to be said before that time comes.
   *
   * @param fromSecond since the epoch
   * @param toSecond since the epoch, excluded
   */
  public void silence(String scopeId, long fromSecond, long toSecond) {
    schedule.addSilence(scopeId, fromSecond, toSecond);
  }

  /**
   * Lets nothing ever happen that some datasets would show: products that could be used and are not. To
   * be said before anything is asked.
   *
   * @param datasets their names in the schema, such as {@code emailRoutingAdaptiveGroups}
   */
  public void leaveUnused(String scopeId, Collection<String> datasets) {
    datasets.forEach(dataset -> schedule.addUnused(scopeId, dataset));
  }

  /** Replaces the products of an account. */
  public void entitleAccount(String accountId, Set<Entitlement> products) {
    changeAccount(accountId, account -> account.entitledTo(products));
  }

  /** Sets how many zones × nodes one document may ask of the account. */
  public void limitNodes(String accountId, int nodesPerDocument) {
    changeAccount(accountId, account -> account.allowing(nodesPerDocument));
  }

  /**
   * Lets requests with random hosts come to a zone, of which no two are alike.
   *
   * @param fromSecond since the epoch; it must not be past, for what was answered stays true
   * @param toSecond the second after the last one
   * @param hostsPerSecond 1 to 10,000
   */
  public void flood(String zoneId, long fromSecond, long toSecond, int hostsPerSecond) {
    synchronized (this) {
      existing(zones, zoneId);
    }
    schedule.add(new Flood(zoneId, fromSecond, toSecond, hostsPerSecond));
  }

  /** What makes its traffic other than usual. */
  public TrafficSchedule schedule() {
    return schedule;
  }

  public synchronized List<Account> accounts() {
    return List.copyOf(accounts.values());
  }

  public synchronized List<Zone> zones() {
    return List.copyOf(zones.values());
  }

  public synchronized List<Zone> zonesOf(String accountId) {
    return zones.values().stream()
        .filter(zone -> zone.accountId().equals(accountId))
        .toList();
  }

  public synchronized Optional<Account> account(String id) {
    return Optional.ofNullable(accounts.get(id));
  }

  public synchronized Optional<Zone> zone(String id) {
    return Optional.ofNullable(zones.get(id));
  }

  /** The only zone of that name in the account; tests name zones, not ids. */
  public Zone zoneNamed(String accountId, String name) {
    return zonesOf(accountId).stream()
        .filter(zone -> zone.name().equals(name))
        .min(Comparator.comparing(Zone::id))
        .orElseThrow(() -> new NoSuchElementException("no zone " + name + " in " + accountId));
  }

  private synchronized void changeZone(String id, UnaryOperator<Zone> change) {
    zones.put(id, change.apply(existing(zones, id)));
  }

  private synchronized void changeAccount(String id, UnaryOperator<Account> change) {
    accounts.put(id, change.apply(existing(accounts, id)));
  }

  private String nextId(String what) {
    return Hash.id(seed + what + additions++);
  }

  private static <T> T existing(Map<String, T> things, String id) {
    return Optional.ofNullable(things.get(id))
        .orElseThrow(() -> new NoSuchElementException("no such id: " + id));
  }
}
