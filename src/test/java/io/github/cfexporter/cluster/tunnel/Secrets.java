package io.github.cfexporter.cluster.tunnel;

/** Secrets of the cluster {@code exporters}, each stretched once for all tests: that takes seconds. */
final class Secrets {
  static final ClusterSecret SESAME = ClusterSecret.of("exporters", "open sesame");
  static final ClusterSecret BARLEY = ClusterSecret.of("exporters", "open barley");

  private Secrets() {}
}
