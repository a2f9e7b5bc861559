package io.github.cfexporter.settings;

import static io.github.cfexporter.settings.Deployment.CLUSTER_BIND_ADDRESS;
import static io.github.cfexporter.settings.Deployment.CLUSTER_KUBERNETES_SERVICE;
import static io.github.cfexporter.settings.Deployment.CLUSTER_MEMBERS;
import static io.github.cfexporter.settings.Deployment.CLUSTER_PUBLIC_ADDRESS;
import static io.github.cfexporter.settings.Deployment.CLUSTER_SECRET;
import static io.github.cfexporter.settings.Deployment.CLUSTER_SECRET_FILE;
import static io.github.cfexporter.settings.Deployment.CLUSTER_TLS_CA_FILE;
import static io.github.cfexporter.settings.Deployment.CLUSTER_TLS_CERTIFICATE_FILE;
import static io.github.cfexporter.settings.Deployment.CLUSTER_TLS_KEY_FILE;

import io.github.cfexporter.settings.Settings.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the settings of a cluster owe each other. */
final class ClusterRules {
  private static final List<Setting<?>> TLS =
      List.of(CLUSTER_TLS_CERTIFICATE_FILE, CLUSTER_TLS_KEY_FILE, CLUSTER_TLS_CA_FILE);

  private final Map<Setting<?>, Reading<?>> readings;
  private final Set<String> set;

  /** @param set names of the environment variables that are set, whether well or not */
  ClusterRules(Map<Setting<?>, Reading<?>> readings, Set<String> set) {
    this.readings = readings;
    this.set = set;
  }

  void check(List<Mistake> mistakes) {
    boolean secret = isSet(CLUSTER_SECRET) || isSet(CLUSTER_SECRET_FILE);
    if (!secret) {
      elsewhere()
          .ifPresent(place -> mistakes.add(new Mistake(
              CLUSTER_SECRET.variable(),
              "is not set, but " + place
                  + " is not on loopback, where strangers could join: set one"
                  + " secret for all nodes, such as openssl rand -hex 32 prints")));
    }
    List<Setting<?>> missing = TLS.stream().filter(setting -> !isSet(setting)).toList();
    if (!missing.isEmpty() && missing.size() < TLS.size()) {
      mistakes.add(new Mistake(
          missing.get(0).variable(),
          "is not set, but one of the other CLUSTER_TLS variables is; set all three or none"));
    } else if (missing.isEmpty() && !secret) {
      mistakes.add(new Mistake(
          CLUSTER_SECRET.variable(),
          "is not set, but the CLUSTER_TLS variables are; certificates do not replace the secret"));
    }
  }

  /** The first place of the cluster that others than this machine might reach. */
  private Optional<String> elsewhere() {
    if (isSet(CLUSTER_KUBERNETES_SERVICE)) {
      return Optional.of(CLUSTER_KUBERNETES_SERVICE.variable());
    }
    Set<String> members = value(CLUSTER_MEMBERS);
    if (members.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> bind = value(CLUSTER_BIND_ADDRESS);
    Optional<String> known = value(CLUSTER_PUBLIC_ADDRESS);
    return Stream.concat(
            members.stream(),
            Stream.concat(bind.map(AddressRules::bracketed).stream(), known.stream()))
        .filter(place -> !AddressRules.isLoopback(place))
        .findFirst()
        .map(Mistake::quoted);
  }

  @SuppressWarnings("unchecked") // SettingsReading parses each setting's value with its own rule
  private <T> T value(Setting<T> setting) {
    return (T) readings.get(setting).value();
  }

  private boolean isSet(Setting<?> setting) {
    return set.contains(setting.variable());
  }
}
