package io.github.cfexporter.cluster;

import static com.hazelcast.spi.properties.ClusterProperty.IO_BALANCER_INTERVAL_SECONDS;
import static com.hazelcast.spi.properties.ClusterProperty.IO_INPUT_THREAD_COUNT;
import static com.hazelcast.spi.properties.ClusterProperty.IO_OUTPUT_THREAD_COUNT;
import static com.hazelcast.spi.properties.ClusterProperty.IO_WRITE_THROUGH_ENABLED;

import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.networking.ChannelInitializer;
import com.hazelcast.internal.networking.Networking;
import com.hazelcast.internal.networking.nio.NioNetworking;
import com.hazelcast.internal.server.Server;
import com.hazelcast.internal.server.tcp.LocalAddressRegistry;
import com.hazelcast.internal.server.tcp.ServerSocketRegistry;
import com.hazelcast.internal.server.tcp.TcpServer;
import com.hazelcast.internal.server.tcp.TcpServerConnectionChannelErrorHandler;
import com.hazelcast.internal.server.tcp.TcpServerContext;
import com.hazelcast.spi.properties.HazelcastProperties;
import io.github.cfexporter.cluster.tunnel.Tunnel;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * A member that listens on loopback and calls the others through a tunnel, but is known by the
 * address of its tunnel. Hazelcast's public configuration has no place to say how a connection is
 * made, hence the internal types, pinned by {@code TunnelledMembersTest}.
 */
final class TunnelledNode extends OpenNode {
  private final Tunnel tunnel;

  TunnelledNode(Tunnel tunnel) {
    this.tunnel = tunnel;
  }

  /** Comes after the address was picked and before anybody is called. */
  @Override
  public Server createServer(
      Node node, ServerSocketRegistry sockets, LocalAddressRegistry addresses) {
    tunnel.leadMembersTo(listening());
    TcpServerContext context = new TcpServerContext(node, node.nodeEngine);
    return new TcpServer(
        node.getConfig(),
        context,
        sockets,
        addresses,
        node.nodeEngine.getMetricsRegistry(),
        new Through(tunnel, networking(node)),
        node.getNodeExtension().createChannelInitializerFn(context));
  }

  /** As {@link com.hazelcast.instance.impl.DefaultNodeContext} makes it, which keeps it to itself. */
  private static Networking networking(Node node) {
    HazelcastProperties properties = node.getProperties();
    return new NioNetworking(new NioNetworking.Context()
        .loggingService(node.loggingService)
        .metricsRegistry(node.nodeEngine.getMetricsRegistry())
        .threadNamePrefix(node.hazelcastInstance.getName())
        .errorHandler(new TcpServerConnectionChannelErrorHandler(
            node.loggingService.getLogger(TcpServerConnectionChannelErrorHandler.class)))
        .inputThreadCount(properties.getInteger(IO_INPUT_THREAD_COUNT))
        .outputThreadCount(properties.getInteger(IO_OUTPUT_THREAD_COUNT))
        .balancerIntervalSeconds(properties.getInteger(IO_BALANCER_INTERVAL_SECONDS))
        .writeThroughEnabled(properties.getBoolean(IO_WRITE_THROUGH_ENABLED))
        .concurrencyDetection(node.nodeEngine.getConcurrencyDetection()));
  }

  /** Calls others through the tunnel; who calls this node comes out of it. */
  private record Through(Tunnel tunnel, Networking networking) implements Networking {
    @Override
    public Channel register(ChannelInitializer initializer, SocketChannel socket, boolean client)
        throws IOException {
      Channel channel = networking.register(initializer, socket, client);
      return client ? new TunnelledChannel(channel, tunnel) : channel;
    }

    @Override
    public void restart() {
      networking.restart();
    }

    @Override
    public void shutdown() {
      networking.shutdown();
    }
  }
}
