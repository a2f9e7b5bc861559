package io.github.cfexporter.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.github.cfexporter.cluster.counters.Counters;
import io.github.cfexporter.cluster.counters.JoinedTotals;
import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.github.cfexporter.cluster.counters.UnstoredWindows;
import io.github.cfexporter.cluster.fragments.Fragments;
import io.github.cfexporter.cluster.permits.PermitLog;
import io.github.cfexporter.cluster.shared.NodeReports;
import io.github.cfexporter.cluster.shared.Overrides;
import io.github.cfexporter.cluster.shared.SharedOverrides;
import io.github.cfexporter.cluster.shared.SharedTexts;
import io.github.cfexporter.cluster.store.Store;
import io.github.cfexporter.cluster.wire.Operations;
import io.github.cfexporter.limiter.BudgetShares;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process's Hazelcast member and the maps on it. */
public final class Member {
  private static final Logger logger = LoggerFactory.getLogger(Member.class);
  private static final long LEAVE_SECONDS = 3;

  private final Vertx vertx;
  private final HazelcastInstance hazelcast;
  private final Optional<Store> store;
  private final Operations operations;
  private final Counters counters;
  private final Overrides overrides;
  private final PermitLog permits;
  private final Ownership ownership;
  private final SharedTexts directory;
  private final NodeReports nodeReports;
  private final Fragments fragments;
  private final Optional<Network> network;
  private final Promise<Void> lost = Promise.promise();
  private volatile boolean closing;

  /**
   * A member that has joined.
   *
   * @param unstored what of the counters the store does not have yet
   * @param held bounds the series that are read from the store
   * @param network absent for a member that never meets another one
   */
  Member(
      Vertx vertx,
      HazelcastInstance hazelcast,
      Optional<Store> store,
      UnstoredWindows unstored,
      SeriesMemory held,
      Optional<Network> network) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
    this.store = store;
    this.network = network;
    this.operations = new Operations(vertx);
    this.counters = counters(unstored, held);
    this.overrides = new SharedOverrides(vertx, hazelcast.getMap(Maps.OVERRIDES));
    this.permits =
        new PermitLog(vertx, operations, hazelcast.getMap(Maps.LIMITER), store.map(Store::permits));
    this.ownership = new Ownership(hazelcast);
    this.directory = new SharedTexts(operations, hazelcast.getMap(Maps.SHARED_TEXTS));
    this.nodeReports =
        new NodeReports(operations, hazelcast.getMap(Maps.NODE_REPORTS), ownership.address());
    this.fragments = network.isPresent()
        ? Fragments.shared(
            operations, hazelcast.getMap(Maps.FRAGMENTS), hazelcast.getMap(Maps.EPOCHS))
        : Fragments.alone(operations);
    listen();
  }

  private Counters counters(UnstoredWindows unstored, SeriesMemory held) {
    Counters all = new Counters(
        operations,
        hazelcast.getMap(Maps.COUNTERS),
        store.map(keeping -> unstored),
        held,
        () -> fragments().bytesOfOthers(),
        key -> ownership().isMine(key.account()),
        new SecureRandom().nextLong());
    JoinedTotals.tell(hazelcast, all);
    return all;
  }

  private void listen() {
    hazelcast.getLifecycleService().addLifecycleListener(event -> {
      if (event.getState() == LifecycleState.MERGED) {
        fragments.refresh();
      }
    });
    network.ifPresent(joined -> joined.node().ended().onSuccess(nothing -> {
      if (!closing) {
        lost.tryComplete();
      }
    }));
  }

  /** What a person should know of the database, one sentence each; empty without one. */
  public List<String> notices() {
    return store.map(Store::notices).orElse(List.of());
  }

  /** Whether the latest attempt to use the database succeeded; empty without one. */
  public Optional<Boolean> databaseUp() {
    return store.map(keeping -> !keeping.isAway());
  }

  /** The Vert.x that the member lives with. */
  public Vertx vertx() {
    return vertx;
  }

  /** Whether there may be other nodes. */
  public boolean isClustered() {
    return network.isPresent();
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

  public SharedTexts directory() {
    return directory;
  }

  /** What each node tells of itself. */
  public NodeReports nodeReports() {
    return nodeReports;
  }

  /**
   * Completes when the member has ended although nobody closed it: because another one told it to,
   * or by an error of Hazelcast's. This node then neither counts nor hears of the others any more.
   */
  public Future<Void> lost() {
    return lost.future();
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
    closing = true;
    if (network.isPresent() && !lost.future().isComplete()) {
      leaveShares();
    }
    hazelcast.shutdown();
    network.ifPresent(Network::close);
    store.ifPresent(Store::close);
  }

  /** For a moment only: without it, the others wait a while before they use this node's share. */
  private void leaveShares() {
    BudgetShares.Holder self = new BudgetShares.Holder(ownership.self(), ownership.address());
    try {
      permits
          .leaveShares(self, System.currentTimeMillis())
          .toCompletableFuture()
          .get(LEAVE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      logger.warn("the other nodes were not told that this one leaves", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
