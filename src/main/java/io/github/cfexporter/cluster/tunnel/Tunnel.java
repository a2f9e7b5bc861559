package io.github.cfexporter.cluster.tunnel;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What this node sends to others and gets from them, in mutual TLS: two ports in public, behind
 * which Hazelcast and the event bus listen on loopback, and connections to the ports of others.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells by events how it went
public final class Tunnel implements AutoCloseable {
  private static final int LOOPS = 2;

  private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
      LOOPS, new DefaultThreadFactory("tunnel", true), NioIoHandler.newFactory());

  private final TunnelServer member;
  private final TunnelServer bus;
  private final TunnelClient client;

  /** @param from the address to call other nodes from; empty lets the system choose */
  public Tunnel(TlsContexts tls, Optional<InetAddress> from) {
    this(tls, from, Limits.USUAL);
  }

  Tunnel(TlsContexts tls, Optional<InetAddress> from, Limits limits) {
    member = new TunnelServer(loops, tls, limits);
    bus = new TunnelServer(loops, tls, limits);
    client = new TunnelClient(loops, tls, limits, from);
  }

  /**
   * Opens the port for members. Blocks. Until it is known where Hazelcast listens, nobody is let in.
   *
   * @return the port, where 0 asked for any free one
   * @throws TunnelException if it cannot be had
   */
  public int listenForMembers(InetAddress address, int port) throws TunnelException {
    return member.listen(new InetSocketAddress(address, port));
  }

  /** The same for the event bus. */
  public int listenForBus(InetAddress address, int port) throws TunnelException {
    return bus.listen(new InetSocketAddress(address, port));
  }

  /** Where Hazelcast listens. */
  public void leadMembersTo(InetSocketAddress loopback) {
    member.leadTo(loopback);
  }

  /** Where the event bus listens. */
  public void leadBusTo(InetSocketAddress loopback) {
    bus.leadTo(loopback);
  }

  /**
   * Connects to a port of another node.
   *
   * @return an address on loopback that leads there, good for one connection in the next seconds
   */
  public CompletableFuture<InetSocketAddress> connect(InetSocketAddress node) {
    return client.connect(node);
  }

  /** The same for a node whose name has yet to be looked up, which may take a while. */
  public CompletableFuture<InetSocketAddress> connect(String host, int port) {
    return CompletableFuture.supplyAsync(() -> new InetSocketAddress(host, port))
        .thenCompose(this::connect);
  }

  /** Ends every connection. Blocks for a moment. */
  @Override
  public void close() {
    member.close();
    bus.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
