package io.github.cfexporter.cluster;

/**
 * An address as settings write it.
 *
 * @param host a name or an IP address, without brackets
 */
record HostPort(String host, int port) {

  /** Reads {@code host}, {@code host:port}, {@code [IPv6]} or {@code [IPv6]:port}. */
  static HostPort of(String text, int defaultPort) {
    int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.lastIndexOf(':');
    String host = end < 0 ? text : text.substring(0, end);
    boolean hasPort = end >= 0 && end < text.length();
    int port = hasPort ? Integer.parseInt(text.substring(text.lastIndexOf(':') + 1)) : defaultPort;
    return new HostPort(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
