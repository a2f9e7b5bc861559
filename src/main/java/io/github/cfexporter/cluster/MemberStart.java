package io.github.cfexporter.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.OutOfMemoryHandler;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.map.IMap;
import io.github.cfexporter.cluster.counters.CountersStore;
import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.cluster.counters.UnstoredWindows;
import io.github.cfexporter.cluster.solitary.SolitaryNode;
import io.github.cfexporter.cluster.store.Store;
import io.github.cfexporter.cluster.tunnel.TunnelException;
import io.github.cfexporter.counting.Totals;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts this process's Hazelcast member, alone or among others. */
public final class MemberStart {
  private static final Logger logger = LoggerFactory.getLogger(MemberStart.class);

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
    return alone(vertx, name, Optional.empty(), SeriesMemory.ofProcess(() -> Integer.MAX_VALUE));
  }

  /**
   * Starts a member that opens no port and never meets another one.
   *
   * @param store where counters and overrides outlive the process; the member closes it
   * @param held bounds the series that are read from it
   */
  public static Future<Member> alone(
      Vertx vertx, String name, Optional<Store> store, SeriesMemory held) {
    return vertx.executeBlocking(
        () -> {
          UnstoredWindows unstored = unstored(store);
          Config config = MemberConfig.alone(name, store, unstored, held);
          HazelcastInstance hazelcast =
              HazelcastInstanceFactory.newHazelcastInstance(config, null, new SolitaryNode());
          return member(vertx, hazelcast, store, unstored, held, Optional.empty());
        },
        false);
  }

  /**
   * Joins the others, or waits for them. Blocks while it does.
   *
   * @param held bounds the series that are read from the store
   * @param vertx of which the event bus shall reach all nodes
   */
  public static Future<Member> among(
      Neighbours neighbours, Optional<Store> store, SeriesMemory held, VertxBuilder vertx) {
    try {
      return among(neighbours, Network.of(neighbours), store, held, vertx);
    } catch (TunnelException e) {
      return Future.failedFuture(e);
    }
  }

  private static Future<Member> among(
      Neighbours neighbours,
      Network network,
      Optional<Store> store,
      SeriesMemory held,
      VertxBuilder vertx) {
    UnstoredWindows unstored = unstored(store);
    HazelcastInstance hazelcast = join(neighbours, network, store, unstored, held);
    return vertx
        .withClusterManager(network.besides(hazelcast))
        .buildClustered()
        .compose(built -> built.executeBlocking(
            () -> member(built, hazelcast, store, unstored, held, Optional.of(network)), false))
        .onFailure(cause -> {
          hazelcast.shutdown();
          network.close();
        });
  }

  private static HazelcastInstance join(
      Neighbours neighbours,
      Network network,
      Optional<Store> store,
      UnstoredWindows unstored,
      SeriesMemory held) {
    try {
      Config config = MemberConfig.among(
          neighbours, network.clusterName(), network.endpoint(), store, unstored, held);
      return HazelcastInstanceFactory.newHazelcastInstance(config, null, network.node());
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static UnstoredWindows unstored(Optional<Store> store) {
    return new UnstoredWindows(() -> store.filter(Store::isAway).isPresent());
  }

  private static Member member(
      Vertx vertx,
      HazelcastInstance hazelcast,
      Optional<Store> store,
      UnstoredWindows unstored,
      SeriesMemory held,
      Optional<Network> network) {
    Member member = new Member(vertx, hazelcast, store, unstored, held, network);
    store.ifPresent(keeping -> keeping.onRenewed(() -> storeAgain(hazelcast, keeping, held)));
    return member;
  }

  /** Puts all that is in memory where nothing is stored any more. */
  private static void storeAgain(HazelcastInstance hazelcast, Store keeping, SeriesMemory held) {
    IMap<SourceZone, Totals> totals = hazelcast.getMap(Maps.COUNTERS);
    IMap<String, String> settings = hazelcast.getMap(Maps.OVERRIDES);
    try {
      keeping.overrides().store(Map.copyOf(settings.getAll(settings.keySet())));
      CountersStore counting = new CountersStore(keeping.counters(), new UnstoredWindows(), held);
      for (SourceZone key : totals.keySet()) {
        Optional.ofNullable(totals.get(key)).ifPresent(known -> counting.store(key, known));
      }
      logger.info("all that is in memory is stored again: counters={}", totals.size());
    } catch (SQLException | RuntimeException e) {
      logger.error("not all that is in memory could be stored again", e);
    }
  }

  private MemberStart() {}
}
