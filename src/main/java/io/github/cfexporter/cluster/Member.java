package io.github.cfexporter.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.OutOfMemoryHandler;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.map.IMap;
import io.github.cfexporter.cluster.store.Store;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.limiter.Crew;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process's Hazelcast member and the maps on it. */
public final class Member {
  private static final Logger logger = LoggerFactory.getLogger(Member.class);
  private static final long FAREWELL_SECONDS = 3;

  private final Vertx vertx;
  private final HazelcastInstance hazelcast;
  private final Optional<Store> store;
  private final Operations operations;
  private final Counters counters;
  private final Overrides overrides;
  private final PermitLog permits;
  private final Ownership ownership;
  private final Directory directory;
  private final Bulletins bulletins;
  private final Fragments fragments;
  private final boolean clustered;

  private Member(
      Vertx vertx,
      HazelcastInstance hazelcast,
      Optional<Store> store,
      Unstored unstored,
      boolean clustered) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
    this.store = store;
    this.clustered = clustered;
    this.operations = new Operations(vertx);
    this.counters =
        new Counters(operations, hazelcast.getMap(Maps.COUNTERS), store.map(keeping -> unstored));
    this.overrides = new SharedOverrides(vertx, hazelcast.getMap(Maps.OVERRIDES));
    this.permits =
        new PermitLog(vertx, operations, hazelcast.getMap(Maps.LIMITER), store.map(Store::permits));
    this.ownership = new Ownership(hazelcast);
    this.directory = new Directory(operations, hazelcast.getMap(Maps.DIRECTORY));
    this.bulletins =
        new Bulletins(operations, hazelcast.getMap(Maps.BULLETINS), ownership.address());
    this.fragments = clustered
        ? Fragments.shared(
            operations, hazelcast.getMap(Maps.FRAGMENTS), hazelcast.getMap(Maps.REIGNS))
        : Fragments.alone(operations);
    store.ifPresent(keeping -> keeping.onRenewed(() -> storeAgain(keeping)));
    hazelcast.getLifecycleService().addLifecycleListener(event -> {
      if (event.getState() == LifecycleState.MERGED) {
        fragments.refresh();
      }
    });
  }

  /** Tells what Hazelcast catches when the heap is exhausted, which it would only shut down for. */
  public static void onOutOfMemory(Consumer<Throwable> taker) {
    Hazelcast.setOutOfMemoryHandler(new OutOfMemoryHandler() {
      @Override
      public void onOutOfMemory(OutOfMemoryError error, HazelcastInstance[] instances) {
        taker.accept(error);
      }
    });
  }

  /** Starts a member that is alone and leaves nothing behind. */
  public static Future<Member> alone(Vertx vertx, String name) {
    return alone(vertx, name, Optional.empty());
  }

  /**
   * Starts a member that opens no port and never meets another one.
   *
   * @param store where counters and overrides outlive the process; the member closes it
   */
  public static Future<Member> alone(Vertx vertx, String name, Optional<Store> store) {
    return vertx.executeBlocking(
        () -> {
          Unstored unstored = new Unstored(() -> store.filter(Store::isAway).isPresent());
          Config config = MemberConfig.alone(name, store, unstored);
          return new Member(
              vertx,
              HazelcastInstanceFactory.newHazelcastInstance(config, null, new SolitaryNode()),
              store,
              unstored,
              false);
        },
        false);
  }

  /**
   * Joins the others, or waits for them. Blocks while it does.
   *
   * @param vertx of which the event bus shall reach all nodes
   */
  public static Future<Member> among(
      Neighbours neighbours, Optional<Store> store, VertxBuilder vertx) {
    Unstored unstored = new Unstored(() -> store.filter(Store::isAway).isPresent());
    OpenNode node = new OpenNode();
    HazelcastInstance hazelcast = HazelcastInstanceFactory.newHazelcastInstance(
        MemberConfig.among(neighbours, store, unstored), null, node);
    return vertx
        .withClusterManager(new BesideHazelcast(hazelcast, node.bindAddress()))
        .buildClustered()
        .compose(built ->
            built.executeBlocking(() -> new Member(built, hazelcast, store, unstored, true), false))
        .onFailure(cause -> hazelcast.shutdown());
  }

  /** Puts all that is in memory where nothing is stored any more. */
  private void storeAgain(Store keeping) {
    IMap<CounterKey, Totals> totals = hazelcast.getMap(Maps.COUNTERS);
    IMap<String, String> settings = hazelcast.getMap(Maps.OVERRIDES);
    try {
      keeping.overrides().store(Map.copyOf(settings.getAll(settings.keySet())));
      CountersStore counting = new CountersStore(keeping.counters(), new Unstored());
      for (CounterKey key : totals.keySet()) {
        Optional.ofNullable(totals.get(key)).ifPresent(known -> counting.store(key, known));
      }
      logger.info("all that is in memory is stored again: counters={}", totals.size());
    } catch (SQLException | RuntimeException e) {
      logger.error("not all that is in memory could be stored again", e);
    }
  }

  /** What a person should know of the database, one sentence each; empty without one. */
  public List<String> notices() {
    return store.map(Store::notices).orElse(List.of());
  }

  /** The Vert.x that the member lives with. */
  public Vertx vertx() {
    return vertx;
  }

  /** Whether there may be other nodes. */
  public boolean isClustered() {
    return clustered;
  }

  public Counters counters() {
    return counters;
  }

  /** Configuration values set at runtime. */
  public Overrides overrides() {
    return overrides;
  }

  public Fragments fragments() {
    return fragments;
  }

  /** What the limiter let out. */
  public PermitLog permits() {
    return permits;
  }

  public Ownership ownership() {
    return ownership;
  }

  public Directory directory() {
    return directory;
  }

  /** What each node tells of itself. */
  public Bulletins bulletins() {
    return bulletins;
  }

  /** Operations whose outcome the caller has not been told yet. */
  public int pending() {
    return operations.pending();
  }

  /** As {@link #close}, without blocking; for tests and for members that outlive their Vert.x. */
  public Future<Void> leave() {
    return vertx.executeBlocking(
        () -> {
          close();
          return null;
        },
        false);
  }

  /** Stores what is not stored yet, hands over what this node owns, then leaves. Blocks. */
  public void close() {
    if (clustered) {
      sayFarewell();
    }
    hazelcast.shutdown();
    store.ifPresent(Store::close);
  }

  /** For a moment only: without it, the others wait a while before they use this node's share. */
  private void sayFarewell() {
    Crew.Hand self = new Crew.Hand(ownership.self(), ownership.address());
    try {
      permits
          .farewell(self, System.currentTimeMillis())
          .toCompletableFuture()
          .get(FAREWELL_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      logger.warn("the other nodes were not told that this one leaves", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
