package io.github.cfexporter.cluster.tunnel;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A port that other nodes reach. Who shows to be a node is led to one address on loopback; of
 * anybody else nothing passes, and little is kept.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells by events how it went
final class TunnelServer {
  private static final RefusalLog refusals = new RefusalLog(
      "a connection to a port of the cluster was closed, for it does not show to come"
          + " from a node with the same secret or authority");

  private final EventLoopGroup loops;
  private final TlsContexts tls;
  private final Limits limits;
  private final PendingHandshakes pending;
  private volatile Optional<InetSocketAddress> target = Optional.empty();
  private volatile Optional<Channel> listening = Optional.empty();

  TunnelServer(EventLoopGroup loops, TlsContexts tls, Limits limits) {
    this.loops = loops;
    this.tls = tls;
    this.limits = limits;
    this.pending = new PendingHandshakes(limits.handshakes());
  }

  /**
   * Listens from now on. Blocks for a moment.
   *
   * @return the port, where any free one was asked for
   * @throws TunnelException if the address is taken or not of this machine
   */
  int listen(InetSocketAddress address) throws TunnelException {
    ChannelFuture bound = new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(new Arriving())
        .bind(address)
        .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new TunnelException(
          "cannot listen for other nodes on " + address + ": " + bound.cause().getMessage(),
          bound.cause());
    }
    listening = Optional.of(bound.channel());
    return ((InetSocketAddress) bound.channel().localAddress()).getPort();
  }

  /** Gives the port back; event loops that end with it still open may keep it. Blocks. */
  void close() {
    listening.ifPresent(channel -> channel.close().awaitUninterruptibly());
  }

  /** Where nodes are led; until it is known, their connections are closed. */
  void leadTo(InetSocketAddress loopback) {
    target = Optional.of(loopback);
  }

  private final class Arriving extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      pending.add(channel);
      SslHandler handshake = tls.accepting().newHandler(channel.alloc());
      handshake.setHandshakeTimeoutMillis(limits.handshake().toMillis());
      channel.pipeline().addLast(handshake, new Admission(channel.remoteAddress()));
    }
  }

  /** Waits until the handshake has shown a node, then connects it. */
  private final class Admission extends ChannelInboundHandlerAdapter {
    private final InetSocketAddress caller;

    Admission(InetSocketAddress caller) {
      this.caller = caller;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake) {
        pending.remove(context.channel());
        if (handshake.isSuccess()) {
          connect(context);
        } else {
          refusals.note(caller, handshake.cause(), context.channel().eventLoop());
          context.close();
        }
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close(); // and the event above tells why
    }
  }

  private void connect(ChannelHandlerContext admitted) {
    Channel node = admitted.channel();
    if (target.isEmpty()) {
      node.close();
      return;
    }
    node.config().setAutoRead(false);
    Relay ofNode = new Relay(limits.parting());
    Relay ofTarget = new Relay(limits.parting());
    admitted.pipeline().replace(admitted.handler(), "relay", ofNode);
    new Bootstrap()
        .group(node.eventLoop())
        .channel(NioSocketChannel.class)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(ofTarget)
        .connect(target.get())
        .addListener((ChannelFuture connected) -> {
          if (connected.isSuccess()) {
            Relay.join(node, ofNode, connected.channel(), ofTarget);
          } else {
            node.close();
          }
        });
  }
}
