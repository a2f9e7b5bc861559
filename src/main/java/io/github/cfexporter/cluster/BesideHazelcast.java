package io.github.cfexporter.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/**
 * Puts the event bus on the addresses of the member. Left alone, it would listen on the first
 * network interface of the machine, whatever was configured.
 */
class BesideHazelcast extends HazelcastClusterManager {
  private final HazelcastInstance hazelcast;
  private final String bindAddress;

  BesideHazelcast(HazelcastInstance hazelcast, String bindAddress) {
    super(hazelcast);
    this.hazelcast = hazelcast;
    this.bindAddress = bindAddress;
  }

  @Override
  public final String clusterHost() {
    return bindAddress;
  }

  @Override
  public final String clusterPublicHost() {
    return hazelcast.getCluster().getLocalMember().getAddress().getHost();
  }
}
