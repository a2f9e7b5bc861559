package io.github.cfexporter.node;

import static io.github.cfexporter.settings.Deployment.ALLOWED_HOSTS;
import static io.github.cfexporter.settings.Deployment.BASIC_AUTH_PASSWORD;
import static io.github.cfexporter.settings.Deployment.BASIC_AUTH_USER;
import static io.github.cfexporter.settings.Deployment.CONFIG_API_OPEN;
import static io.github.cfexporter.settings.Deployment.DISABLE_UI;
import static io.github.cfexporter.settings.Deployment.LISTEN_ADDRESS;
import static io.github.cfexporter.settings.Deployment.METRICS_PATH;
import static io.github.cfexporter.settings.Deployment.METRIC_NAMES;
import static io.github.cfexporter.settings.Deployment.PORT;

import io.github.cfexporter.config.LiveSettings;
import io.github.cfexporter.http.HttpLimits;
import io.github.cfexporter.http.HttpSettings;
import io.github.cfexporter.http.access.Credentials;
import io.github.cfexporter.http.access.HostNames;
import io.github.cfexporter.http.webconfig.LiveWebConfig;
import io.github.cfexporter.settings.Origin;
import io.github.cfexporter.settings.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the settings say of the HTTP server. */
public final class ServerSettings {

  /**
   * What the server is to do.
   *
   * @param machine names that this machine goes by
   * @param demo whether it is but a demonstration, for this machine alone if nothing is said
   */
  public static HttpSettings of(
      LiveSettings live, LiveWebConfig web, Set<String> machine, boolean demo) {
    Settings settings = live.get();
    Set<String> names = new HashSet<>(machine);
    names.addAll(settings.get(ALLOWED_HOSTS));
    names.addAll(addresses(settings, demo));
    return new HttpSettings(
        addresses(settings, demo),
        settings.get(PORT),
        settings.get(METRICS_PATH),
        settings.get(METRIC_NAMES),
        settings.get(DISABLE_UI),
        credentials(live),
        new HostNames(names),
        HttpLimits.usual(),
        web,
        settings.get(CONFIG_API_OPEN));
  }

  private static List<String> addresses(Settings settings, boolean demo) {
    return demo && settings.origin(LISTEN_ADDRESS) == Origin.DEFAULT
        ? List.of("127.0.0.1")
        : List.copyOf(settings.get(LISTEN_ADDRESS));
  }

  private static Optional<Credentials> credentials(LiveSettings live) {
    return live.get()
        .get(BASIC_AUTH_USER)
        .map(user -> new Credentials(
            user, () -> live.get().get(BASIC_AUTH_PASSWORD).orElseThrow().reveal()));
  }

  private ServerSettings() {}
}
