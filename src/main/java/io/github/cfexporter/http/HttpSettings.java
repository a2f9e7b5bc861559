package io.github.cfexporter.http;

import io.github.cfexporter.http.access.Credentials;
import io.github.cfexporter.http.access.HostNames;
import io.github.cfexporter.http.webconfig.LiveWebConfig;
import io.github.cfexporter.settings.ReservedPaths;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where and what the HTTP server serves.
 *
 * @param port 0 means any free port
 * @param disableUi leaves out the landing page and what belongs to it
 * @param credentials asked for everywhere but on the probes
 * @param names by which browsers may ask
 * @param limits of what clients may take
 * @param web how it speaks TLS, and who else may log in
 */
public record HttpSettings(
    String address,
    int port,
    String metricsPath,
    boolean disableUi,
    Optional<Credentials> credentials,
    HostNames names,
    HttpLimits limits,
    LiveWebConfig web) {
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
    this(address, port, metricsPath, disableUi, credentials, names, limits, LiveWebConfig.none());
  }

  public HttpSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("PORT must be 0 to 65535: " + port);
    }
    boolean root = metricsPath.equals("/") && disableUi;
    if (!root && (!PATH.matcher(metricsPath).matches() || ReservedPaths.cover(metricsPath))) {
      throw new IllegalArgumentException("METRICS_PATH must be a path of letters, digits and ._~-"
          + " that is not in use already, such as /metrics: " + metricsPath);
    }
  }
}
