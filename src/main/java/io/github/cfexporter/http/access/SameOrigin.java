package io.github.cfexporter.http.access;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells requests that a page of another site makes a browser send, with the password that it
 * remembers. Clients that are no browsers send neither of the headers and pass.
 */
public final class SameOrigin {
  /** What a browser says of a request from our page, and of one that its user typed. */
  private static final Set<String> OURS = Set.of("same-origin", "none");

  /** Browsers send {@code Sec-Fetch-Site} over HTTPS and to localhost only, hence the second way. */
  public static boolean isForeign(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("Sec-Fetch-Site"))
        .map(site -> !OURS.contains(site.toLowerCase(Locale.ROOT)))
        .orElseGet(() -> Optional.ofNullable(request.getHeader("Origin"))
            .filter(origin -> !isOurs(origin, request))
            .isPresent());
  }

  private static boolean isOurs(String origin, HttpServerRequest request) {
    List<String> hosts = HostNames.askedFor(request);
    try {
      return hosts.size() == 1 && hosts.get(0).equalsIgnoreCase(new URI(origin).getRawAuthority());
    } catch (URISyntaxException e) {
      return false; // such as "null", which browsers send for pages without an origin
    }
  }

  private SameOrigin() {}
}
