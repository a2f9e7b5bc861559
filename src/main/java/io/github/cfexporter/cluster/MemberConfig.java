package io.github.cfexporter.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MemberAttributeConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.instance.ProtocolType;
import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.github.cfexporter.cluster.counters.UnstoredWindows;
import io.github.cfexporter.cluster.store.Store;
import java.util.Optional;
import java.util.UUID;

/** Hazelcast's configuration; the intervals were measured to suit clusters of a few nodes. */
final class MemberConfig {
  /** Name of a node for as long as its process lives; Vert.x's cluster manager wants it so. */
  static final String NODE_ID = "__vertx.nodeId";

  /** Nothing is ever shared out, and every partition of every map takes its part of the start. */
  private static final String PARTITIONS_OF_ONE = "8";

  /**
   * Entries that are read from the database before they are put into the map, and sent to the backups
   * as one message: each may be megabytes, a thousand of them, as usual, more than a heap has room for.
   */
  private static final String LOADED_TOGETHER = "10";

  /**
   * For SO_LINGER: a connection that is closed ends at once for the other side. With 0, which
   * Hazelcast takes, Java only marks it until its thread has something else to do; a node that had just
   * come back asked such connections for a cluster, in vain, and came in 15 or more seconds later.
   */
  private static final int SYSTEM_DEFAULT_LINGER = -1;

  static Config alone(
      String name, Optional<Store> store, UnstoredWindows unstored, SeriesMemory held) {
    Config config = base(name, store, unstored, held)
        .setProperty("hazelcast.partition.count", PARTITIONS_OF_ONE);
    // else everything that changes is serialized for backups, although there is nowhere to keep any
    config.getMapConfigs().values().forEach(map -> map.setBackupCount(0).setAsyncBackupCount(0));
    config.getAdvancedNetworkConfig().setEnabled(true); // which has no endpoint for clients
    lookForNobody(config.getAdvancedNetworkConfig().getJoin());
    return config;
  }

  /**
   * Where a member listens.
   *
   * @param port 0 for any free one
   * @param publicAddress host and port under which the others reach it, where that differs
   */
  record Endpoint(String bindAddress, int port, Optional<String> publicAddress) {}

  /** @param clusterName that Hazelcast compares; strangers must not know it */
  static Config among(
      Neighbours neighbours,
      String clusterName,
      Endpoint endpoint,
      Optional<Store> store,
      UnstoredWindows unstored,
      SeriesMemory held) {
    Config config = base(clusterName, store, unstored, held)
        .setProperty("hazelcast.logging.details.enabled", "false") // else every line tells the name
        .setProperty("hazelcast.wait.seconds.before.join", "1")
        .setProperty("hazelcast.heartbeat.interval.seconds", "1")
        .setProperty("hazelcast.max.no.heartbeat.seconds", "10")
        .setProperty("hazelcast.merge.first.run.delay.seconds", "10")
        .setProperty("hazelcast.merge.next.run.delay.seconds", "5")
        .setProperty("hazelcast.graceful.shutdown.max.wait", "10")
        .setProperty("hazelcast.operation.backup.timeout.millis", "2000")
        // what a split keeps from the other nodes has failed, so a permit is not used
        .setProperty("hazelcast.operation.fail.on.indeterminate.state", "true")
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.socket.linger.seconds", Integer.toString(SYSTEM_DEFAULT_LINGER))
        .setProperty("hazelcast.local.localAddress", endpoint.bindAddress());
    if (endpoint.publicAddress().isEmpty()) {
      // else Hazelcast would call the others from the public address, which may be a router's
      config.setProperty("hazelcast.socket.client.bind.any", "false");
    }
    network(config.getAdvancedNetworkConfig(), neighbours, endpoint);
    forVertx(config);
    return config;
  }

  private static Config base(
      String name, Optional<Store> store, UnstoredWindows unstored, SeriesMemory held) {
    MemberAttributeConfig attributes = new MemberAttributeConfig();
    attributes.setAttribute(NODE_ID, UUID.randomUUID().toString());
    Config config = new Config()
        .setClusterName(name)
        .setMemberAttributeConfig(attributes)
        .setProperty("hazelcast.logging.type", "slf4j")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        .setProperty("hazelcast.health.monitoring.level", "OFF") // /metrics tells
        .setProperty("hazelcast.map.load.chunk.size", LOADED_TOGETHER)
        .setProperty("hazelcast.operation.thread.count", "2")
        .setProperty("hazelcast.operation.generic.thread.count", "2")
        // a node has few calls to other nodes under way at a time, and few listeners
        .setProperty("hazelcast.operation.response.thread.count", "1")
        .setProperty("hazelcast.event.thread.count", "1")
        .setProperty("hazelcast.slow.operation.detector.enabled", "false"); // nobody reads it
    lookForNobody(config.getNetworkConfig().getJoin());
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    Maps.configure(config, store, unstored, held);
    Serializers.register(config.getSerializationConfig());
    config
        .getSerializationConfig()
        .setJavaSerializationFilterConfig(new JavaSerializationFilterConfig()
            .setDefaultsDisabled(true)
            .setWhitelist(new OnlyErrors()));
    return config;
  }

  /** Left alone, Hazelcast would listen for multicasts of strangers. */
  private static void lookForNobody(JoinConfig join) {
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
  }

  /** Has no endpoint for clients, REST or memcached: the port talks to members only. */
  private static void network(
      AdvancedNetworkConfig network, Neighbours neighbours, Endpoint endpoint) {
    ServerSocketEndpointConfig socket = new ServerSocketEndpointConfig();
    socket
        .setProtocolType(ProtocolType.MEMBER)
        .setPort(endpoint.port())
        .setPortAutoIncrement(false)
        .setSocketLingerSeconds(SYSTEM_DEFAULT_LINGER);
    endpoint.publicAddress().ifPresent(socket::setPublicAddress);
    network.setEnabled(true).setMemberEndpointConfig(socket);
    JoinConfig join = network.getJoin();
    lookForNobody(join);
    neighbours
        .kubernetesService()
        .ifPresentOrElse(
            service -> join.getKubernetesConfig()
                .setEnabled(true)
                .setProperty("service-dns", service)
                .setProperty("service-port", Integer.toString(neighbours.port())),
            () -> join.getTcpIpConfig().setEnabled(true).setMembers(neighbours.addresses()));
  }

  /**
   * What Vert.x keeps about the event bus. No backup need confirm it: whenever a member has gone,
   * {@code HazelcastClusterManager} writes again what concerns its own node. If one had to, a member
   * that goes while another registers a handler would make that fail, by
   * {@code fail.on.indeterminate.state}, and end a node that only starts beside it.
   */
  private static void forVertx(Config config) {
    config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
        .setBackupCount(0)
        .setAsyncBackupCount(Maps.MOST_BACKUPS)
        .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
    config.addMapConfig(unconfirmed("__vertx.haInfo"));
    config.addMapConfig(unconfirmed("__vertx.nodeInfo"));
  }

  private static MapConfig unconfirmed(String name) {
    return Maps.map(name).setBackupCount(0).setAsyncBackupCount(Maps.MOST_BACKUPS);
  }

  private MemberConfig() {}
}
