package io.github.cfexporter.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.cluster.impl.operations.AuthenticationFailureOp;
import io.github.cfexporter.FreePort;
import java.io.IOException;

/** A Hazelcast member of a wrong name on this machine, which knows at which ports others listen. */
public final class StrangeMember implements AutoCloseable {
  private final HazelcastInstance hazelcast;

  private StrangeMember(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  public static StrangeMember start() throws IOException {
    Config config = new Config().setClusterName("stranger");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.local.localAddress", "127.0.0.1");
    config.getNetworkConfig().setPort(FreePort.find());
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    return new StrangeMember(Hazelcast.newHazelcastInstance(config));
  }

  /** Tells the member at a port of loopback that it may not join. */
  public void sendAway(int port) throws IOException {
    ((HazelcastInstanceProxy) hazelcast)
        .getOriginal()
        .node
        .getNodeEngine()
        .getOperationService()
        .send(new AuthenticationFailureOp(), new Address("127.0.0.1", port));
  }

  @Override
  public void close() {
    hazelcast.shutdown();
  }
}
