package io.github.cfexporter.cluster.tunnel;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Opens connections to other nodes, each for one caller on this machine. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells by events how it went
final class TunnelClient {
  private static final RefusalLog refusals =
      new RefusalLog("another node does not show the same secret or authority");

  private final EventLoopGroup loops;
  private final TlsContexts tls;
  private final Limits limits;
  private final Optional<InetAddress> from;

  /** @param from the address to call from; empty lets the system choose */
  TunnelClient(EventLoopGroup loops, TlsContexts tls, Limits limits, Optional<InetAddress> from) {
    this.loops = loops;
    this.tls = tls;
    this.limits = limits;
    this.from = from;
  }

  /**
   * Connects to a node, and only then offers the connection: whoever asked learns at once of a node
   * that is away, as if there were no tunnel.
   *
   * @return an address on loopback, good for one connection in the next seconds
   */
  CompletableFuture<InetSocketAddress> connect(InetSocketAddress node) {
    CompletableFuture<InetSocketAddress> offer = new CompletableFuture<>();
    EventLoop loop = loops.next();
    Relay relay = new Relay(limits.parting());
    SslHandler handshake = tls.dialling().newHandler(ByteBufAllocator.DEFAULT);
    handshake.setHandshakeTimeoutMillis(limits.handshake().toMillis());
    connector(loop, handshake, relay).connect(node).addListener((ChannelFuture connected) -> {
      if (!connected.isSuccess()) {
        offer.completeExceptionally(connected.cause());
      }
    });
    handshake.handshakeFuture().addListener((Future<Channel> shown) -> {
      if (shown.isSuccess()) {
        shown.getNow().config().setAutoRead(false);
        offer(shown.getNow(), relay, offer);
      } else {
        refusals.note(node, shown.cause(), loop);
        offer.completeExceptionally(shown.cause());
      }
    });
    return offer;
  }

  private Bootstrap connector(EventLoop loop, ChannelHandler... handlers) {
    Bootstrap bootstrap = new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limits.connect().toMillis())
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel channel) {
            channel.pipeline().addLast(handlers);
          }
        });
    from.ifPresent(address -> bootstrap.localAddress(address, 0));
    return bootstrap;
  }

  private void offer(Channel node, Relay ofNode, CompletableFuture<InetSocketAddress> offer) {
    ChannelFuture listening = listenOnce(node, ofNode);
    Channel listener = listening.channel();
    node.closeFuture().addListener(closed -> listener.close());
    listening.addListener((ChannelFuture bound) -> {
      if (bound.isSuccess()) {
        offer.complete((InetSocketAddress) listener.localAddress());
      } else {
        node.close();
        offer.completeExceptionally(bound.cause());
      }
    });
    node.eventLoop()
        .schedule(
            () -> {
              if (listener.isOpen()) { // nobody came
                node.close();
              }
            },
            limits.connect().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** The first caller gets the connection, and there is no second one. */
  private ChannelFuture listenOnce(Channel node, Relay ofNode) {
    return new ServerBootstrap()
        .group(node.eventLoop())
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, 1)
        .option(ChannelOption.SO_REUSEADDR, false) // no port that a connection still bears
        .childOption(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel caller) {
            if (!caller.parent().isOpen()) {
              caller.close();
              return;
            }
            caller.parent().close();
            Relay ofCaller = new Relay(limits.parting());
            caller.pipeline().addLast(ofCaller);
            Relay.join(node, ofNode, caller, ofCaller);
          }
        })
        .bind(InetAddress.getLoopbackAddress(), 0);
  }
}
