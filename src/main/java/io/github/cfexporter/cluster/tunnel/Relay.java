package io.github.cfexporter.cluster.tunnel;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * One end of a connection through the tunnel: hands on what arrives to the other end, as fast as
 * that one takes it. When one end closes, so does the other. Both ends live on one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells by events how it went
final class Relay extends ChannelInboundHandlerAdapter {
  private final Duration parting;
  private final Deque<Object> early = new ArrayDeque<>(); // at most what one read brings
  private Channel other;

  /** @param parting how long the last bytes may take to the other end before it is closed */
  Relay(Duration parting) {
    this.parting = parting;
  }

  /** Joins two ends, neither of which has been read from lately. */
  static void join(Channel one, Relay ofOne, Channel another, Relay ofAnother) {
    ofOne.leadTo(another);
    ofAnother.leadTo(one);
    if (one.isActive() && another.isActive()) {
      one.config().setAutoRead(true);
      another.config().setAutoRead(true);
    } else {
      one.close();
      another.close();
    }
  }

  private void leadTo(Channel end) {
    other = end;
    early.forEach(end::write);
    early.clear();
    end.flush();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    if (other == null) {
      early.add(bytes);
    } else {
      other.write(bytes);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (other != null) {
      other.flush();
      if (!other.isWritable()) {
        context.channel().config().setAutoRead(false);
      }
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (other != null) {
      other.config().setAutoRead(context.channel().isWritable());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    early.forEach(ReferenceCountUtil::release);
    early.clear();
    if (other != null && other.isActive()) {
      Channel end = other;
      end.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      end.eventLoop().schedule(() -> end.close(), parting.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** A connection that breaks is a connection that ends; those who talk through it know what to do. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
