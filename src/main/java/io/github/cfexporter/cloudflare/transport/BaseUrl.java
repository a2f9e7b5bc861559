package io.github.cfexporter.cloudflare.transport;

import java.net.URI;

/** Where the API is, such as {@code https://api.cloudflare.com/client/v4}. */
record BaseUrl(URI uri) {
  String host() {
    return uri.getHost();
  }

  boolean isSecure() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  int port() {
    int usual = isSecure() ? 443 : 80;
    return uri.getPort() < 0 ? usual : uri.getPort();
  }

  /** Without a slash at its end. */
  String path() {
    String path = uri.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
