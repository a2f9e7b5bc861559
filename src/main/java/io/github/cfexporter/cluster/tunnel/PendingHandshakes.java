package io.github.cfexporter.cluster.tunnel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Connections that have not shown yet that they come from a node: never more than so many. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells by events how it went
final class PendingHandshakes {
  private final int most;
  private final Set<Channel> waiting = new LinkedHashSet<>();

  PendingHandshakes(int most) {
    this.most = most;
  }

  /** Waits for one more; if that is one too many, closes the one that has waited longest. */
  void add(Channel channel) {
    enter(channel).ifPresent(PendingHandshakes::drop);
    channel.closeFuture().addListener(closed -> remove(channel));
  }

  /** It has shown it, or is gone. */
  synchronized void remove(Channel channel) {
    waiting.remove(channel);
  }

  /** At once: TLS would wait for a last message to be taken. */
  private static void drop(Channel channel) {
    ChannelHandlerContext handshake = channel.pipeline().context(SslHandler.class);
    if (handshake == null) {
      channel.close();
    } else {
      handshake.close();
    }
  }

  private synchronized Optional<Channel> enter(Channel channel) {
    Optional<Channel> eldest =
        waiting.size() < most ? Optional.empty() : waiting.stream().findFirst();
    eldest.ifPresent(waiting::remove);
    waiting.add(channel);
    return eldest;
  }
}
