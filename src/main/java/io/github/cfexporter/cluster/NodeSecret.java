package io.github.cfexporter.cluster;

import io.github.cfexporter.cluster.tunnel.ClusterSecret;
import io.github.cfexporter.cluster.tunnel.TlsContexts;
import io.github.cfexporter.cluster.tunnel.TunnelException;
import java.io.IOException;

/**
 * What a node makes of the secret of its cluster.
 *
 * @param clusterName that Hazelcast compares: behind the tunnel it keeps apart clusters that share
 *     certificates
 */
record NodeSecret(TlsContexts tls, String clusterName) {

  /** @throws TunnelException if a certificate was given and cannot be used */
  static NodeSecret of(Neighbours neighbours) throws TunnelException {
    ClusterSecret secret =
        ClusterSecret.of(neighbours.name(), neighbours.secret().orElseThrow());
    return new NodeSecret(tls(neighbours, secret), neighbours.name() + "-" + secret.digest());
  }

  private static TlsContexts tls(Neighbours neighbours, ClusterSecret secret)
      throws TunnelException {
    if (neighbours.certificates().isEmpty()) {
      return TlsContexts.of(secret);
    }
    Neighbours.Certificates files = neighbours.certificates().get();
    try {
      return TlsContexts.of(files.certificate(), files.key(), files.authority());
    } catch (IOException e) {
      throw new TunnelException(
          "the certificates of the cluster cannot be used: " + e.getMessage(), e);
    }
  }
}
