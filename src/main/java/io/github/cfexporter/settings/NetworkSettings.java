package io.github.cfexporter.settings;

import static io.github.cfexporter.settings.Rules.integer;
import static io.github.cfexporter.settings.Rules.optional;
import static io.github.cfexporter.settings.Rules.path;
import static io.github.cfexporter.settings.Rules.secret;
import static io.github.cfexporter.settings.Rules.text;

import io.github.cfexporter.settings.values.ProxyAddress;
import io.github.cfexporter.settings.values.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The way to Cloudflare; part of {@link Deployment}. */
public final class NetworkSettings {
  /** Secret as a whole, because it may hold a password. */
  public static final Setting<Optional<Secret>> HTTPS_PROXY = Setting.fixed(
      "HTTPS_PROXY",
      optional(secret(ProxyAddress.ALLOWED, String::strip, AddressRules::isProxy)),
      "",
      "HTTP proxy that gives tunnels to the API; https_proxy is read, too.");

  public static final Setting<Optional<String>> NO_PROXY = Setting.fixed(
      "NO_PROXY",
      optional(text(
          "a list of hosts, domains, addresses and networks separated by commas, or *",
          list -> true)),
      "",
      "Hosts that are asked without the proxy; no_proxy is read, too.");

  public static final Setting<Optional<Path>> CA_FILE = Setting.fixed(
      "CA_FILE",
      optional(path()),
      "",
      "PEM certificates of authorities that are trusted beside those of Java.");

  public static final Setting<Integer> CONNECT_TIMEOUT = Setting.fixed(
      "CONNECT_TIMEOUT_SECONDS",
      integer(1, 60),
      "5",
      "How long making a connection to the API may take.");

  public static final Setting<Integer> REQUEST_TIMEOUT = Setting.fixed(
      "REQUEST_TIMEOUT_SECONDS",
      integer(1, 600),
      "30",
      "How long an answer of the API is waited for; then its window is fetched again.");

  /** In the order of the documents. */
  static final List<Setting<?>> ALL =
      List.of(HTTPS_PROXY, NO_PROXY, CA_FILE, CONNECT_TIMEOUT, REQUEST_TIMEOUT);

  private NetworkSettings() {}
}
