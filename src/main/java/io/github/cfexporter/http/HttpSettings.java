package io.github.cfexporter.http;

import io.github.cfexporter.http.access.Credentials;
import io.github.cfexporter.http.access.HostNames;
import io.github.cfexporter.http.webconfig.LiveWebConfig;
import io.github.cfexporter.settings.ReservedPaths;
import io.github.cfexporter.settings.values.SeriesNames;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where and what the HTTP server serves.
 *
 * @param addresses to listen on, at least one, each on the same port
 * @param port 0 means any free port
 * @param seriesNames names that series have at the metrics path
 * @param disableUi leaves out the landing page and what belongs to it
 * @param credentials asked for everywhere but on the probes
 * @param names by which browsers may ask
 * @param limits of what clients may take
 * @param web how it speaks TLS, and who else may log in
 * @param configOpen whether everybody may change the configuration where nobody has to log in
 */
public record HttpSettings(
    List<String> addresses,
    int port,
    String metricsPath,
    SeriesNames seriesNames,
    boolean disableUi,
    Optional<Credentials> credentials,
    HostNames names,
    HttpLimits limits,
    LiveWebConfig web,
    boolean configOpen) {
  private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+");

  /** With usual limits, under no name but addresses and localhost. */
  public HttpSettings(
      String address,
      int port,
      String metricsPath,
      boolean disableUi,
      Optional<Credentials> credentials) {
    this(
        address,
        port,
        metricsPath,
        disableUi,
        credentials,
        new HostNames(List.of()),
        HttpLimits.usual());
  }

  /** Without a web configuration. */
  HttpSettings(
      String address,
      int port,
      String metricsPath,
      boolean disableUi,
      Optional<Credentials> credentials,
      HostNames names,
      HttpLimits limits) {
    this(
        List.of(address),
        port,
        metricsPath,
        SeriesNames.CLOUDFLARE,
        disableUi,
        credentials,
        names,
        limits,
        LiveWebConfig.none(),
        false);
  }

  public HttpSettings {
    addresses = List.copyOf(addresses);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("PORT must be 0 to 65535: " + port);
    }
    boolean root = metricsPath.equals("/") && disableUi;
    if (!root && (!PATH.matcher(metricsPath).matches() || ReservedPaths.cover(metricsPath))) {
      throw new IllegalArgumentException("METRICS_PATH must be a path of letters, digits and ._~-"
          + " that is not in use already, such as /metrics: " + metricsPath);
    }
  }

  /** Whether user and password are asked for now; the web configuration may change that. */
  public boolean asksForALogin() {
    return credentials.isPresent() || !web.get().users().isEmpty();
  }

  /** Whether whoever gets an answer has logged in, or shown a certificate of ours. */
  boolean keepsStrangersOut() {
    return credentials.isPresent() || web.get().keepsStrangersOut();
  }
}
