package io.github.cfexporter.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import io.github.cfexporter.cluster.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;

/** This process's Hazelcast member and the maps on it. */
public final class Member {
  private final Vertx vertx;
  private final HazelcastInstance hazelcast;
  private final Optional<Store> store;
  private final Counters counters;
  private final Overrides overrides;
  private final PermitLog permits;
  private final Fragments fragments = new Fragments();

  private Member(Vertx vertx, HazelcastInstance hazelcast, Optional<Store> store) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
    this.store = store;
    this.counters = new Counters(vertx, hazelcast.getMap(Maps.COUNTERS));
    this.permits = new PermitLog(vertx, store.map(Store::permits));
    this.overrides = new SharedOverrides(vertx, hazelcast.getMap(Maps.OVERRIDES));
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
    return vertx.executeBlocking(() -> new Member(vertx, start(config(name, store)), store), false);
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

  /** Stores what is not stored yet, then leaves. */
  public Future<Void> leave() {
    return vertx.executeBlocking(
        () -> {
          hazelcast.shutdown();
          store.ifPresent(Store::close);
          return null;
        },
        false);
  }

  private static HazelcastInstance start(Config config) {
    return HazelcastInstanceFactory.newHazelcastInstance(
        config, config.getInstanceName(), new SolitaryNode());
  }

  private static Config config(String name, Optional<Store> store) {
    Config config = new Config(name)
        .setClusterName(name)
        .setProperty("hazelcast.logging.type", "slf4j")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        .setProperty("hazelcast.operation.thread.count", "2")
        .setProperty("hazelcast.operation.generic.thread.count", "2");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    Maps.configure(config, store);
    Serializers.register(config.getSerializationConfig());
    return config;
  }
}
