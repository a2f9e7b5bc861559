package io.github.cfexporter.catalog;

import io.github.cfexporter.catalog.file.KindReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every query kind that is asked over GraphQL, in the order their families are served.
 *
 * <p>To add a kind: write {@code query-kinds/<name>.yaml} and list its name in {@link #NAMES}.
 * Documents, counters and exposition work from the file; nothing else changes.
 *
 * @param files where kinds come from that are not built in, by the names of the kinds
 */
public record Catalog(List<GraphqlKind> kinds, Map<String, UserFile> files) {
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

  public Catalog {
    kinds = List.copyOf(kinds);
    files = Map.copyOf(files);
  }

  /** Kinds that are built in. */
  public Catalog(List<GraphqlKind> kinds) {
    this(kinds, Map.of());
  }

  /** The kinds that come with the exporter, read once. */
  public static Catalog bundled() {
    return Bundled.CATALOG;
  }

  private static Catalog readBundled() {
    KindReader reader = new KindReader();
    for (String name : NAMES) {
      String file = file(name);
      reader.read(file, resource(file));
    }
    return new Catalog(reader.kinds());
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
    return new Catalog(reader.kinds());
  }

  public Optional<GraphqlKind> kind(String name) {
    return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  /** The same kinds without one label, as {@code excludeHost} wants it for {@code host}. */
  public Catalog without(String label) {
    return new Catalog(kinds.stream().map(kind -> kind.without(label)).toList(), files);
  }

  /** The file from which a kind comes that is not built in. */
  public Optional<UserFile> file(GraphqlKind kind) {
    return Optional.ofNullable(files.get(kind.name()));
  }

  /** Short, and the same for the same files of a user, wherever they are. */
  public String digest() {
    return UserFile.digest(files.values());
  }

  /** Whether there is a built-in kind of that name, which a file may have taken the place of. */
  public static boolean isBuiltIn(String kind) {
    return NAMES.contains(kind);
  }

  public List<Family> families() {
    return kinds.stream().flatMap(kind -> kind.families().stream()).toList();
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
