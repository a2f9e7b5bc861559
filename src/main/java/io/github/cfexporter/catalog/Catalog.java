package io.github.cfexporter.catalog;

import io.github.cfexporter.catalog.file.KindReader;
import io.github.cfexporter.catalog.rest.RestKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every query kind, in the order their families are served: first those that are asked over GraphQL,
 * then those over REST.
 *
 * <p>To add a kind: write {@code query-kinds/<name>.yaml} and list its name in {@link #NAMES} or
 * {@link #REST_NAMES}. Documents, calls, values and exposition work from the file; nothing else
 * changes.
 *
 * @param kinds that are asked over GraphQL
 * @param files where kinds come from that are not built in, by the names of the kinds
 */
public record Catalog(
    List<GraphqlKind> kinds, List<RestKind> restKinds, Map<String, UserFile> files) {
  private static final List<String> NAMES = List.of(
      "worker-totals",
      "logpush-account",
      "magic-transit",
      "http-metrics",
      "adaptive-metrics",
      "edge-country-metrics",
      "colo-metrics",
      "colo-error-metrics",
      "request-method-metrics",
      "health-check-metrics",
      "load-balancer-metrics",
      "logpush-zone",
      "origin-status-metrics",
      "cache-miss-metrics",
      "sampling-metrics",
      "http-overview-metrics",
      "dns-metrics",
      "dns-processing-times",
      "logpush-uploads",
      "logpush-zone-uploads",
      "magic-transit-slo",
      "magic-transit-traffic",
      "magic-transit-tunnels",
      "magic-firewall-samples",
      "network-analytics",
      "queue-metrics",
      "storage-operations",
      "stream-metrics",
      "turnstile-metrics",
      "security-metrics",
      "zone-products",
      "cache-reserve-sizes",
      "email-metrics",
      "dmarc-metrics",
      "hostname-http-metrics",
      "origin-response-times",
      "asn-metrics",
      "path-error-metrics",
      "zero-trust-metrics",
      "warp-devices",
      "rum-metrics",
      "worker-sums",
      "ai-metrics",
      "ai-gateway-metrics",
      "storage-sizes",
      "d1-metrics",
      "durable-object-metrics",
      "platform-metrics");

  private static final List<String> REST_NAMES = List.of(
      "ssl-certificates",
      "lb-weight-metrics",
      "load-balancer-pools",
      "custom-hostnames",
      "tunnel-metrics",
      "queue-names",
      "d1-names",
      "kv-names");

  public Catalog {
    kinds = List.copyOf(kinds);
    restKinds = List.copyOf(restKinds);
    files = Map.copyOf(files);
  }

  /** Kinds that are built in, without any that are asked over REST. */
  public Catalog(List<GraphqlKind> kinds) {
    this(kinds, List.of(), Map.of());
  }

  /** Kinds of both sorts in the order of each. */
  public static Catalog of(List<QueryKind> kinds, Map<String, UserFile> files) {
    return new Catalog(of(kinds, GraphqlKind.class), of(kinds, RestKind.class), files);
  }

  private static <K extends QueryKind> List<K> of(List<QueryKind> kinds, Class<K> sort) {
    return kinds.stream().filter(sort::isInstance).map(sort::cast).toList();
  }

  /** The kinds that come with the exporter, read once. */
  public static Catalog bundled() {
    return Bundled.CATALOG;
  }

  private static Catalog readBundled() {
    KindReader reader = new KindReader();
    Stream.concat(NAMES.stream(), REST_NAMES.stream())
        .map(Catalog::file)
        .forEach(file -> reader.read(file, resource(file)));
    return of(reader.kinds(), Map.of());
  }

  /** The file of a kind that is built in. */
  public static String file(String kind) {
    return "query-kinds/" + kind + ".yaml";
  }

  /**
   * Kinds from files, in their order.
   *
   * @param files text by file name; the names are what mistakes are reported under
   * @throws CatalogException with every mistake in the files, two files with one family included
   */
  public static Catalog of(Map<String, String> files) {
    KindReader reader = new KindReader();
    files.forEach(reader::read);
    return of(reader.kinds(), Map.of());
  }

  /** A kind that is asked over GraphQL. */
  public Optional<GraphqlKind> kind(String name) {
    return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  /** The same kinds without one label, as {@code excludeHost} wants it for {@code host}. */
  public Catalog without(String label) {
    return new Catalog(kinds.stream().map(kind -> kind.without(label)).toList(), restKinds, files);
  }

  /** The file from which a kind comes that is not built in. */
  public Optional<UserFile> file(QueryKind kind) {
    return userFile(kind.name());
  }

  /** The same by the kind's name. */
  public Optional<UserFile> userFile(String kind) {
    return Optional.ofNullable(files.get(kind));
  }

  /** Short, and the same for the same files of a user, wherever they are. */
  public String digest() {
    return UserFile.digest(files.values());
  }

  /** Whether there is a built-in kind of that name, which a file may have taken the place of. */
  public static boolean isBuiltIn(String kind) {
    return NAMES.contains(kind) || REST_NAMES.contains(kind);
  }

  /** Kinds of both sorts. */
  public List<QueryKind> all() {
    return Stream.<QueryKind>concat(kinds.stream(), restKinds.stream()).toList();
  }

  public List<Family> families() {
    return all().stream().flatMap(kind -> kind.families().stream()).toList();
  }

  private static String resource(String file) {
    try (InputStream in = Catalog.class.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Read when it is first asked for. */
  private static final class Bundled {
    private static final Catalog CATALOG = readBundled();
  }
}
