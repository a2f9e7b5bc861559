package io.github.cfexporter.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.github.cfexporter.cluster.tunnel.Tunnel;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.NodeInfo;
import java.net.InetSocketAddress;

/**
 * An event bus that listens on loopback and calls the others through a tunnel: they are told where
 * the tunnel of this node is, and this node is told where the tunnel to them begins.
 */
final class BusInTunnel extends BesideHazelcast {
  private final Tunnel tunnel;
  private final int publicPort;
  private Vertx vertx;

  /** @param publicPort of the tunnel, under which the others reach this bus */
  BusInTunnel(HazelcastInstance hazelcast, String bindAddress, Tunnel tunnel, int publicPort) {
    super(hazelcast, bindAddress);
    this.tunnel = tunnel;
    this.publicPort = publicPort;
  }

  @Override
  public void init(Vertx vertx) {
    super.init(vertx);
    this.vertx = vertx;
  }

  /** Called once the bus listens, before anybody knows of it. */
  @Override
  public void setNodeInfo(NodeInfo own, Completable<Void> done) {
    tunnel.leadBusTo(new InetSocketAddress(clusterHost(), own.port()));
    super.setNodeInfo(new NodeInfo(own.host(), publicPort, own.metadata()), done);
  }

  /** The bus asks this right before it connects, and for nothing else. */
  @Override
  public void getNodeInfo(String nodeId, Completable<NodeInfo> answer) {
    Promise<NodeInfo> known = Promise.promise();
    super.getNodeInfo(nodeId, known);
    known
        .future()
        .compose(node -> Future.fromCompletionStage(
                tunnel.connect(node.host(), node.port()), vertx.getOrCreateContext())
            .map(begin -> new NodeInfo(
                begin.getAddress().getHostAddress(), begin.getPort(), node.metadata())))
        .onComplete(answer);
  }
}
