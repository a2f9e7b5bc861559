package io.github.cfexporter.runtime;

import io.github.cfexporter.catalog.live.CurrentCatalog;
import io.github.cfexporter.cloudflare.transport.Transport;
import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.exposition.Format;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Vertx;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a node runs on.
 *
 * @param time Cloudflare's, as far as its answers have told it
 * @param settings the reading of the moment
 * @param transports makes the way to Cloudflare, on the gateway's own context
 * @param ownMetrics process metrics in the format asked for
 * @param catalog the query kinds of the moment
 */
public record NodeContext(
    Vertx vertx,
    ServerTime time,
    Supplier<Settings> settings,
    Member member,
    Supplier<Transport> transports,
    Function<Format, byte[]> ownMetrics,
    CurrentCatalog catalog) {

  /** @param time the machine's own */
  public NodeContext(
      Vertx vertx,
      Time time,
      Supplier<Settings> settings,
      Member member,
      Supplier<Transport> transports,
      Function<Format, byte[]> ownMetrics,
      CurrentCatalog catalog) {
    this(vertx, new ServerTime(time), settings, member, transports, ownMetrics, catalog);
  }
}
