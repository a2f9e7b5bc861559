package io.github.cfexporter.settings;

import static io.github.cfexporter.settings.Rules.flag;
import static io.github.cfexporter.settings.Rules.integer;
import static io.github.cfexporter.settings.Rules.items;
import static io.github.cfexporter.settings.Rules.oneOf;
import static io.github.cfexporter.settings.Rules.optional;
import static io.github.cfexporter.settings.Rules.password;
import static io.github.cfexporter.settings.Rules.path;
import static io.github.cfexporter.settings.Rules.secret;
import static io.github.cfexporter.settings.Rules.text;
import static io.github.cfexporter.settings.Rules.token;
import static io.github.cfexporter.settings.Rules.tokens;

import io.github.cfexporter.settings.values.Secret;
import io.github.cfexporter.settings.values.SeriesNames;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How this node is deployed: read once, at start, from the environment alone.
 */
public final class Deployment {
  private static final List<Setting<?>> DECLARED = new ArrayList<>(); // before the keys: they join

  public static final Setting<Optional<Secret>> API_TOKEN = declare(
      "CLOUDFLARE_API_TOKEN",
      optional(token()),
      "",
      "API token; it or one of the next five is required, except for --demo.");

  public static final Setting<List<Secret>> API_TOKENS = declare(
      "CLOUDFLARE_API_TOKENS", tokens(), "", "Several API tokens, the preferred one first.");

  public static final Setting<Optional<Path>> API_TOKEN_FILE = declare(
      "CLOUDFLARE_API_TOKEN_FILE",
      optional(path()),
      "",
      "File that holds API tokens instead, one a line; read again when it changes.");

  public static final Setting<Optional<String>> API_EMAIL = declare(
      "CLOUDFLARE_API_EMAIL",
      optional(text("an email address", email -> email.matches("[!-?A-~]+@[!-?A-~]+"))),
      "",
      "User whose global key is given; tokens are safer.");

  public static final Setting<Optional<Secret>> API_KEY =
      declare("CLOUDFLARE_API_KEY", optional(token()), "", "That user's global key.");

  public static final Setting<Optional<Path>> API_KEY_FILE = declare(
      "CLOUDFLARE_API_KEY_FILE",
      optional(path()),
      "",
      "File that holds the global key instead; read again when it changes.");

  public static final Setting<URI> API_BASE_URL = declare(
      "CLOUDFLARE_API_BASE_URL",
      AddressRules.baseUrl(),
      "https://api.cloudflare.com/client/v4",
      "Where Cloudflare's API is.");

  public static final Setting<Boolean> ALLOW_INSECURE_API = declare(
      "ALLOW_INSECURE_API",
      flag(),
      "false",
      "Lets the API token travel unencrypted, to a base URL of http:// that is not this machine.");

  static {
    DECLARED.addAll(NetworkSettings.ALL);
  }

  public static final Setting<Set<String>> LISTEN_ADDRESS = declare(
      "LISTEN_ADDRESS",
      AddressRules.hosts(),
      "0.0.0.0",
      "Addresses on which HTTP is served; with --demo it is 127.0.0.1 if not set.");

  public static final Setting<Set<String>> ALLOWED_HOSTS = declare(
      "ALLOWED_HOSTS",
      items(
          Rule.Form.LIST,
          "a list of host names without ports separated by commas, or * for any",
          "\\*|[0-9A-Za-z]([0-9A-Za-z_-]*\\.)*[0-9A-Za-z_-]*"),
      "",
      "Names, beside its own, by which browsers may reach the page and /config.");

  public static final Setting<Integer> PORT = declare(
      "PORT", integer(0, 65_535), "8787", "Port of HTTP; 0 takes any free one and prints it.");

  public static final Setting<String> METRICS_PATH =
      declare("METRICS_PATH", AddressRules.endpoint(), "/metrics", "Where the metrics are served.");

  public static final Setting<SeriesNames> METRIC_NAMES = declare(
      "METRIC_NAMES",
      oneOf(SeriesNames.class),
      "cloudflare",
      "Whose names series have at METRICS_PATH; each has a page below it too, as /metrics/lablabs.");

  public static final Setting<Boolean> DISABLE_UI =
      declare("DISABLE_UI", flag(), "false", "Answers 404 instead of the landing page.");

  public static final Setting<Boolean> DISABLE_CONFIG_API =
      declare("DISABLE_CONFIG_API", flag(), "false", "Answers 404 below /config.");

  public static final Setting<Boolean> CONFIG_API_OPEN = declare(
      "CONFIG_API_OPEN",
      flag(),
      "false",
      "Lets other machines change settings at /config though nobody has to log in.");

  public static final Setting<Optional<String>> BASIC_AUTH_USER = declare(
      "BASIC_AUTH_USER",
      optional(text("a name without a colon", name -> !name.isEmpty() && !name.contains(":"))),
      "",
      "User that must log in; covers everything but /-/healthy and /-/ready.");

  public static final Setting<Optional<Secret>> BASIC_AUTH_PASSWORD =
      declare("BASIC_AUTH_PASSWORD", optional(password()), "", "That user's password.");

  public static final Setting<Optional<Path>> BASIC_AUTH_PASSWORD_FILE = declare(
      "BASIC_AUTH_PASSWORD_FILE", optional(path()), "", "File that holds the password instead.");

  public static final Setting<Optional<Path>> WEB_CONFIG_FILE = declare(
      "WEB_CONFIG_FILE",
      optional(path()),
      "",
      "File with TLS, users and limits, in the format of Prometheus' exporter-toolkit.");

  public static final Setting<Path> DATA_DIRECTORY =
      declare("DATA_DIRECTORY", path(), "data", "Where a node that runs alone keeps its counters.");

  /** Secret as a whole, because a JDBC URL may hold a password. */
  public static final Setting<Optional<Secret>> JDBC_URL = declare(
      "JDBC_URL",
      optional(secret(
          "a JDBC URL, which starts with jdbc:", String::strip, url -> url.matches("jdbc:\\S+"))),
      "",
      "Database that keeps the counters of a cluster.");

  public static final Setting<Set<String>> CLUSTER_MEMBERS = declare(
      "CLUSTER_MEMBERS",
      items(
          Rule.Form.LIST,
          "a list of hosts or host:port separated by commas, IPv6 in brackets",
          AddressRules.MEMBER),
      "",
      "Other nodes of the cluster; empty means to run alone.");

  public static final Setting<String> CLUSTER_NAME = declare(
      "CLUSTER_NAME",
      text("a name of letters, digits and . _ -", name -> name.matches("[\\w.-]+")),
      "cloudflare-exporter",
      "Nodes of the same name join each other.");

  public static final Setting<Optional<Secret>> CLUSTER_SECRET = declare(
      "CLUSTER_SECRET",
      optional(password()),
      "",
      "Secret of all nodes, who talk with keys made of it; required unless all are on loopback.");

  public static final Setting<Optional<Path>> CLUSTER_SECRET_FILE = declare(
      "CLUSTER_SECRET_FILE", optional(path()), "", "File that holds the cluster's secret instead.");

  public static final Setting<Optional<Path>> CLUSTER_TLS_CERTIFICATE_FILE = declare(
      "CLUSTER_TLS_CERTIFICATE_FILE",
      optional(path()),
      "",
      "PEM certificate that this node shows to the others instead of one made of the secret.");

  public static final Setting<Optional<Path>> CLUSTER_TLS_KEY_FILE = declare(
      "CLUSTER_TLS_KEY_FILE",
      optional(path()),
      "",
      "PEM file of that certificate's private key, PKCS #8 without a password.");

  public static final Setting<Optional<Path>> CLUSTER_TLS_CA_FILE = declare(
      "CLUSTER_TLS_CA_FILE",
      optional(path()),
      "",
      "PEM certificate of the authority that signs for the nodes of this cluster only.");

  public static final Setting<Optional<String>> CLUSTER_KUBERNETES_SERVICE = declare(
      "CLUSTER_KUBERNETES_SERVICE",
      optional(text("a DNS name", name -> name.matches("[0-9A-Za-z.-]+"))),
      "",
      "Headless service that names the nodes, instead of CLUSTER_MEMBERS.");

  public static final Setting<Optional<String>> CLUSTER_BIND_ADDRESS = declare(
      "CLUSTER_BIND_ADDRESS",
      optional(text("an IP address", address -> address.matches("[0-9A-Fa-f.:]+"))),
      "",
      "Address on which cluster members talk; chosen to fit CLUSTER_MEMBERS if not set.");

  public static final Setting<Optional<String>> CLUSTER_PUBLIC_ADDRESS = declare(
      "CLUSTER_PUBLIC_ADDRESS",
      optional(text("a host or host:port", address -> address.matches(AddressRules.MEMBER))),
      "",
      "Where the other nodes reach this one, if not where it listens.");

  public static final Setting<Integer> CLUSTER_PORT =
      declare("CLUSTER_PORT", integer(1, 65_535), "5701", "Port on which cluster members talk.");

  public static final Setting<Integer> CLUSTER_BUS_PORT = declare(
      "CLUSTER_BUS_PORT",
      integer(0, 65_535),
      "0",
      "Second port on which cluster members talk; 0 takes any free one and tells the others.");

  /** Where its origin is {@link Origin#DEFAULT}, the file need not exist. */
  public static final Setting<Path> CONFIG_FILE = declare(
      "CONFIG_FILE", path(), "conf/exporter.yaml", "Configuration file, watched for changes.");

  /** Where its origin is {@link Origin#DEFAULT}, the directory need not exist. */
  public static final Setting<Path> QUERY_KINDS_DIRECTORY = declare(
      "QUERY_KINDS_DIRECTORY",
      path(),
      "conf/query-kinds",
      "Where YAML files with query kinds of your own are, watched for changes.");

  /** In the order of the documents. */
  public static final List<Setting<?>> ALL = Stream.concat(
          DECLARED.stream(), RemoteWriteSettings.ALL.stream())
      .<Setting<?>>map(setting -> setting)
      .toList();

  /** Secrets that may be given in a file, with the setting that names the file. */
  static final Map<Setting<?>, Setting<?>> FILES_OF_SECRETS =
      RemoteWriteSettings.filesOfSecretsAnd(Map.of(
          API_TOKENS, API_TOKEN_FILE,
          API_KEY, API_KEY_FILE,
          BASIC_AUTH_PASSWORD, BASIC_AUTH_PASSWORD_FILE,
          CLUSTER_SECRET, CLUSTER_SECRET_FILE));

  private static <T> Setting<T> declare(
      String variable, Rule<T> rule, String fallback, String help) {
    Setting<T> setting = Setting.fixed(variable, rule, fallback, help);
    DECLARED.add(setting);
    return setting;
  }

  private Deployment() {}
}
