package io.github.cfexporter.cloudflare.transport;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;

/** How connections to Cloudflare are made and how many there are. */
final class ConnectionOptions {
  /**
   * As many as a whole GraphQL budget: a call that has its permit leaves at once. If it waited here
   * for a connection, it could leave together with those of the next five minutes.
   */
  private static final int CONNECTIONS = 300;

  /** Each carries a hundred requests and more at a time. */
  private static final int MULTIPLEXED_CONNECTIONS = 4;

  private static final int MULTIPLEXED_CALLS = 100;

  /**
   * Bytes on their way on one connection. Those of an answer that waits for memory count until it goes
   * on, and it keeps a whole window of its own, RFC 9113 section 6.9.2; with the connection's usual
   * one, which is no larger, the others would wait for it, and it for them.
   */
  private static final int CONNECTION_WINDOW = (MULTIPLEXED_CALLS + 1) * 65_535;

  private ConnectionOptions() {}

  /** @param connect how long making a connection may take */
  static HttpClientOptions of(BaseUrl base, Duration connect) {
    return new HttpClientOptions()
        .setProtocolVersion(base.isSecure() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
        .setUseAlpn(base.isSecure())
        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
        .setHttp2MultiplexingLimit(MULTIPLEXED_CALLS)
        .setKeepAlive(true)
        .setConnectTimeout((int) connect.toMillis());
  }

  static PoolOptions pool() {
    return new PoolOptions().setHttp1MaxSize(CONNECTIONS).setHttp2MaxSize(MULTIPLEXED_CONNECTIONS);
  }
}
