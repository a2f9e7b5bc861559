package io.github.cfexporter.settings.values;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Optional;

/**
 * An HTTP proxy that is asked for tunnels.
 *
 * @param host without brackets
 * @param login user, colon and password
 */
public record ProxyAddress(String host, int port, Optional<Secret> login) {
  /** What may be written, in words. */
  public static final String ALLOWED = "http://host:port or http://user:password@host:port";

  private static final int USUAL_PORT = 80;

  /**
   * Reads what somebody wrote.
   *
   * @throws IllegalArgumentException saying what is allowed, without what was given
   */
  public static ProxyAddress parse(String text) {
    try {
      String stripped = text.strip();
      URI url = new URI(stripped.contains("://") ? stripped : "http://" + stripped);
      boolean plain = "http".equalsIgnoreCase(url.getScheme())
          && url.getHost() != null
          && url.getPort() <= 65_535
          && url.getPort() != 0
          && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
          && url.getRawQuery() == null
          && url.getRawFragment() == null;
      if (plain) {
        Optional<Secret> login = Optional.ofNullable(url.getRawUserInfo())
            .filter(given -> !given.isEmpty())
            .map(given -> new Secret(URLDecoder.decode(given.replace("+", "%2B"), UTF_8)));
        int port = url.getPort() < 0 ? USUAL_PORT : url.getPort();
        return new ProxyAddress(url.getHost().replaceAll("[\\[\\]]", ""), port, login);
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IllegalArgumentException(ALLOWED, withoutText(e));
    }
    throw new IllegalArgumentException(ALLOWED);
  }

  /** What Java says of a text contains the text. */
  private static Throwable withoutText(Exception e) {
    return new IllegalArgumentException(e.getClass().getSimpleName());
  }

  public String user() {
    return login.map(text -> text.reveal().split(":", 2)[0]).orElse("");
  }

  /** Nothing, where the login is but a user. */
  public String password() {
    return login
        .map(text -> text.reveal().split(":", 2))
        .filter(parts -> parts.length == 2)
        .map(parts -> parts[1])
        .orElse("");
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
