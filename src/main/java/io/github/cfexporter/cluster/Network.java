package io.github.cfexporter.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.github.cfexporter.cluster.tunnel.Tunnel;
import io.github.cfexporter.cluster.tunnel.TunnelException;
import io.vertx.core.spi.cluster.ClusterManager;
import java.net.InetAddress;
import java.util.Optional;

/** How the nodes of a cluster reach each other. */
sealed interface Network {

  /**
   * With a secret through a tunnel, without one over the machine's loopback. Blocks.
   *
   * @throws TunnelException if the tunnel cannot be opened
   */
  static Network of(Neighbours neighbours) throws TunnelException {
    return neighbours.secret().isPresent()
        ? Tunnelled.open(neighbours)
        : new Loopback(neighbours, new OpenNode());
  }

  /** Where the member listens, and under which address the others know it. */
  MemberConfig.Endpoint endpoint();

  /** The name that Hazelcast compares before it lets a member in. */
  String clusterName();

  /** What Hazelcast makes the member of. */
  OpenNode node();

  /** Where Vert.x finds the event buses of the others. */
  ClusterManager besides(HazelcastInstance hazelcast);

  void close();

  /** All on one machine: who may connect there is trusted. */
  record Loopback(Neighbours neighbours, OpenNode node) implements Network {
    @Override
    public MemberConfig.Endpoint endpoint() {
      return new MemberConfig.Endpoint(
          neighbours.bindAddress().orElse(InetAddress.getLoopbackAddress().getHostAddress()),
          neighbours.port(),
          neighbours.publicAddress());
    }

    @Override
    public String clusterName() {
      return neighbours.name();
    }

    @Override
    public ClusterManager besides(HazelcastInstance hazelcast) {
      return new BesideHazelcast(hazelcast, node.listening().getHostString());
    }

    @Override
    public void close() {}
  }

  /** Hazelcast and the event bus are on loopback, and only the tunnel is outside. */
  record Tunnelled(
      Tunnel tunnel, TunnelledNode node, String clusterName, OwnAddress own, int busPort)
      implements Network {
    private static final int ANY_FREE_ONE = 0;

    static Tunnelled open(Neighbours neighbours) throws TunnelException {
      OwnAddress own = OwnAddress.of(neighbours);
      NodeSecret secret = NodeSecret.of(neighbours);
      Tunnel tunnel = new Tunnel(secret.tls(), own.callsFrom());
      try {
        tunnel.listenForMembers(own.bind(), neighbours.port());
        int busPort = tunnel.listenForBus(own.bind(), neighbours.busPort());
        return new Tunnelled(tunnel, new TunnelledNode(tunnel), secret.clusterName(), own, busPort);
      } catch (TunnelException e) {
        tunnel.close();
        throw e;
      }
    }

    @Override
    public MemberConfig.Endpoint endpoint() {
      return new MemberConfig.Endpoint(
          InetAddress.getLoopbackAddress().getHostAddress(),
          ANY_FREE_ONE,
          Optional.of(own.known()));
    }

    @Override
    public ClusterManager besides(HazelcastInstance hazelcast) {
      return new BusInTunnel(hazelcast, node.listening().getHostString(), tunnel, busPort);
    }

    @Override
    public void close() {
      tunnel.close();
    }
  }
}
