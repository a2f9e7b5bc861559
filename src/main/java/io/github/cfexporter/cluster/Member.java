package io.github.cfexporter.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** This process's Hazelcast member and the maps on it. */
public final class Member {
  private static final String COUNTERS = "counters";
  private static final String OVERRIDES = "overrides";

  private final Vertx vertx;
  private final HazelcastInstance hazelcast;
  private final Counters counters;
  private final Overrides overrides;
  private final Fragments fragments = new Fragments();

  private Member(Vertx vertx, HazelcastInstance hazelcast) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
    this.counters = new Counters(vertx, hazelcast.getMap(COUNTERS));
    this.overrides = new SharedOverrides(vertx, hazelcast.getMap(OVERRIDES));
  }

  /** Starts a member that opens no port and never meets another one. */
  public static Future<Member> alone(Vertx vertx, String name) {
    return vertx.executeBlocking(() -> new Member(vertx, start(config(name))), false);
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

  /** Leaves in order; the counters of a member that was alone are gone then. */
  public Future<Void> leave() {
    return vertx.executeBlocking(
        () -> {
          hazelcast.shutdown();
          return null;
        },
        false);
  }

  private static HazelcastInstance start(Config config) {
    return HazelcastInstanceFactory.newHazelcastInstance(
        config, config.getInstanceName(), new SolitaryNode());
  }

  private static Config config(String name) {
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
    config.addMapConfig(new MapConfig(COUNTERS)
        .setInMemoryFormat(InMemoryFormat.OBJECT)
        .setStatisticsEnabled(false));
    config.addMapConfig(new MapConfig(OVERRIDES).setStatisticsEnabled(false));
    Serializers.register(config.getSerializationConfig());
    return config;
  }
}
