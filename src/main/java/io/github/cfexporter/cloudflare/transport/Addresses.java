package io.github.cfexporter.cloudflare.transport;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses of a host name, in the order in which they are worth a try: first the one that let a
 * call through last. A client left alone would try the first one only. Safe for use by several threads.
 */
final class Addresses {
  /** More would outlast the patience of the caller, for each may take the whole time to connect. */
  private static final int MOST_TRIED = 5;

  private final Vertx vertx;
  private final String host;
  private final Resolver resolver;
  private volatile InetAddress proven;

  /** Finds the addresses of a name; may block. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  /** @param host a name, or an address, of which there is only one */
  Addresses(Vertx vertx, String host, Resolver resolver) {
    this.vertx = vertx;
    this.host = host;
    this.resolver = resolver;
  }

  /** Asked anew each time, since addresses change; Java keeps the answers for half a minute. */
  Future<List<InetAddress>> inOrder() {
    return vertx.executeBlocking(
        () -> {
          List<InetAddress> all = new ArrayList<>(Arrays.asList(resolver.all(host)));
          InetAddress first = proven;
          if (first != null && all.remove(first)) {
            all.add(0, first);
          }
          return List.copyOf(all.subList(0, Math.min(MOST_TRIED, all.size())));
        },
        false);
  }

  /** A connection to the address came about. */
  void works(InetAddress address) {
    proven = address;
  }
}
