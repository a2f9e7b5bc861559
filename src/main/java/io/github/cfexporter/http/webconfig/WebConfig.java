package io.github.cfexporter.http.webconfig;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a web configuration file says.
 *
 * @param http2 only ever spoken over TLS
 * @param headers of every answer, which replace those of the server
 * @param users hashes of bcrypt by name; empty for no login
 */
public record WebConfig(
    Optional<TlsConfig> tls,
    boolean http2,
    Map<String, String> headers,
    Map<String, String> users,
    Optional<Rate> rate) {

  /** As if there were no file. */
  public static final WebConfig NONE =
      new WebConfig(Optional.empty(), true, Map.of(), Map.of(), Optional.empty());

  /**
   * How many requests are answered.
   *
   * @param interval in which one more may come
   * @param burst requests that may come at once
   */
  public record Rate(Duration interval, int burst) {}

  public WebConfig {
    headers = Map.copyOf(headers);
    users = Map.copyOf(users);
  }

  /** Whether a stranger is kept out, by a login or by a certificate that he has not got. */
  public boolean keepsStrangersOut() {
    return !users.isEmpty()
        || tls.map(TlsConfig::clientAuth)
            .filter(ClientAuthType.REQUIRE_AND_VERIFY_CLIENT_CERT::equals)
            .isPresent();
  }

  /** Whether what cannot change while the server runs is as in another. */
  boolean startsLike(WebConfig other) {
    return tls.isPresent() == other.tls.isPresent() && http2 == other.http2;
  }

  /** Hashes of passwords are not shown. */
  @Override
  public String toString() {
    return "WebConfig[tls=" + tls.isPresent() + ", users=" + List.copyOf(users.keySet()) + "]";
  }
}
