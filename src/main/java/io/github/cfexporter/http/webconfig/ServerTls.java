package io.github.cfexporter.http.webconfig;

import io.vertx.core.net.ServerSSLOptions;
import java.util.List;

/**
 * Certificates and keys as they were on disk, checked.
 *
 * @param texts of certificate, key and authority, to see whether they have changed
 */
record ServerTls(ServerSSLOptions options, List<String> texts) {
  ServerTls {
    texts = List.copyOf(texts);
  }

  /** A private key is among the texts. */
  @Override
  public String toString() {
    return "ServerTls[" + options.getClientAuth() + "]";
  }
}
