package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.schema.DatasetType;
import io.github.cfexporter.simulator.schema.SchemaFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A dataset node that the simulator answers: every one that its schema declares. Those with a name here
 * are told apart somewhere; the events of most others are synthetic.
 */
public final class Dataset {
  /** Those whose events a class describes, in the order of the schema. */
  private static final Map<String, Dataset> MODELLED = declared(SchemaFile.modelled());

  public static final Dataset HTTP_REQUESTS_1M = of("ZoneHttpRequests1mGroups");
  public static final Dataset HTTP_REQUESTS = of("ZoneHttpRequestsAdaptiveGroups");
  public static final Dataset HTTP_OVERVIEW = of("ZoneHttpRequestsOverviewAdaptiveGroups");
  public static final Dataset FIREWALL = of("ZoneFirewallEventsAdaptiveGroups");
  public static final Dataset FIREWALL_BY_TIME = of("ZoneFirewallEventsAdaptiveByTimeGroups");
  public static final Dataset WORKERS = of("AccountWorkersInvocationsAdaptive");
  public static final Dataset LOAD_BALANCING = of("ZoneLoadBalancingRequestsAdaptiveGroups");
  public static final Dataset LOAD_BALANCING_RAW = of("ZoneLoadBalancingRequestsAdaptive");

  public final String node;
  public final Scope scope;
  public final EventStream stream;

  /** What the schema says of it. */
  public final DatasetType declaration;

  /** A rollup knows no time finer than this, in seconds. */
  public final long granularity;

  private Dataset(DatasetType declaration) {
    this.declaration = declaration;
    this.node = declaration.node();
    this.scope = declaration.ofZones() ? Scope.ZONE : Scope.ACCOUNT;
    this.stream = EventStream.of(declaration);
    this.granularity = declaration.granularity();
  }

  /** The field of Cloudflare's schema that a node hangs below. */
  public enum Scope {
    ZONE("zone", "ZoneSettings"),
    ACCOUNT("account", "AccountSettings");

    /** The word in refusals, and the name of the GraphQL type. */
    public final String word;

    /** The GraphQL type of its settings. */
    public final String settings;

    Scope(String word, String settings) {
      this.word = word;
      this.settings = settings;
    }
  }

  /** Those that are declared at all; to be asked for only when a synthetic one is wanted. */
  private static final class Whole {
    static final Map<String, Dataset> BY_TYPE = new LinkedHashMap<>(MODELLED);

    static {
      declared(SchemaFile.datasets()).forEach(BY_TYPE::putIfAbsent);
    }
  }

  /** Every dataset. */
  public static List<Dataset> all() {
    return List.copyOf(Whole.BY_TYPE.values());
  }

  /** Those whose events a class describes. */
  public static List<Dataset> modelled() {
    return List.copyOf(MODELLED.values());
  }

  /** Those that the same events are seen in. */
  static List<Dataset> over(EventStream stream) {
    return (stream.isDescribed() ? modelled() : all())
        .stream().filter(dataset -> dataset.stream.equals(stream)).toList();
  }

  /** The dataset that a field of the GraphQL type {@code zone} or {@code account} names. */
  public static Optional<Dataset> named(Scope scope, String node) {
    String type = (scope == Scope.ZONE ? "Zone" : "Account")
        + Character.toUpperCase(node.charAt(0))
        + node.substring(1);
    return byType(type).filter(dataset -> dataset.node.equals(node));
  }

  private static Optional<Dataset> byType(String type) {
    return Optional.ofNullable(
        SchemaFile.syntheticRows().contains(type) ? Whole.BY_TYPE.get(type) : MODELLED.get(type));
  }

  /** The GraphQL type of a row. */
  public String type() {
    return declaration.name();
  }

  /** Rows are single events, not groups. */
  public boolean raw() {
    return declaration.isRaw();
  }

  /** Its sums are of requests and bytes, and of parts of them, as a page of figures shows. */
  boolean sumsUp() {
    return this == HTTP_REQUESTS_1M || this == HTTP_OVERVIEW;
  }

  /** The second that a row of this dataset shows as its {@code datetime}. */
  public long rounded(long second) {
    return Math.floorDiv(second, granularity) * granularity;
  }

  @Override
  public String toString() {
    return type();
  }

  private static Dataset of(String type) {
    return Optional.ofNullable(MODELLED.get(type)).orElseThrow();
  }

  private static Map<String, Dataset> declared(List<DatasetType> types) {
    Map<String, Dataset> datasets = new LinkedHashMap<>();
    types.forEach(type -> datasets.put(type.name(), new Dataset(type)));
    return datasets;
  }
}
