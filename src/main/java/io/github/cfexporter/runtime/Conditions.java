package io.github.cfexporter.runtime;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.QueryKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The conditions that a node works under, or all nodes together.
 *
 * @param notices sentences for people
 * @param strangers what no account or zone answers to, as {@code cfZones=name}: by the account whose
 *     zones were looked through, and under {@link #ALL_ACCOUNTS} for the list of accounts
 * @param skewMillis this machine's clock less Cloudflare's; empty before an answer told
 * @param databaseUp whether the database took what it was given last; empty without one
 * @param cluster what is seen of the other nodes; empty for a node that runs alone
 * @param kinds query kinds of a user's files
 */
public record Conditions(
    List<String> notices,
    Map<String, Set<String>> strangers,
    OptionalLong skewMillis,
    Optional<Boolean> databaseUp,
    Optional<ClusterState> cluster,
    Kinds kinds) {
  public static final Conditions NONE = new Conditions(List.of(), Map.of(), OptionalLong.empty());

  /** Where the list of accounts itself was looked through. */
  public static final String ALL_ACCOUNTS = "";

  /**
   * The query kinds of a user's files on one node, or on all of them.
   *
   * @param digest of the files of one node; empty where it is not known, or of several nodes
   * @param families of these kinds, which other nodes may show without having the files
   */
  public record Kinds(String digest, List<Family> families) {
    /** Nothing is known. */
    public static final Kinds NONE = new Kinds("", List.of());

    public Kinds {
      families = List.copyOf(families);
    }

    /** Those of a node with this catalog. */
    public static Kinds of(Catalog catalog) {
      List<Family> families = new ArrayList<>();
      for (QueryKind kind : catalog.all()) {
        if (catalog.file(kind).isPresent()) {
          families.addAll(kind.families());
        }
      }
      return new Kinds(catalog.digest(), families);
    }

    /** Both together; of two families of a name, the first counts. */
    Kinds and(Kinds other) {
      Map<String, Family> all = new LinkedHashMap<>();
      families.forEach(family -> all.put(family.name(), family));
      other.families.forEach(family -> all.putIfAbsent(family.name(), family));
      return new Kinds("", new ArrayList<>(all.values()));
    }
  }

  /** Conditions of a node that runs alone, without a database. */
  public Conditions(
      List<String> notices, Map<String, Set<String>> strangers, OptionalLong skewMillis) {
    this(notices, strangers, skewMillis, Optional.empty(), Optional.empty());
  }

  /** Conditions of a node without files of a user. */
  public Conditions(
      List<String> notices,
      Map<String, Set<String>> strangers,
      OptionalLong skewMillis,
      Optional<Boolean> databaseUp,
      Optional<ClusterState> cluster) {
    this(notices, strangers, skewMillis, databaseUp, cluster, Kinds.NONE);
  }

  public Conditions {
    notices = List.copyOf(notices);
    strangers = new TreeMap<>(strangers);
  }

  /**
   * Those of all nodes: of several clocks, the one that is farthest off counts; the database is up
   * when it is for every node, and the cluster is as large and as safe as the one sees that sees least.
   */
  public static Conditions together(Collection<Conditions> nodes) {
    Set<String> notices = new LinkedHashSet<>();
    Map<String, Set<String>> strangers = new TreeMap<>();
    for (Conditions node : nodes) {
      notices.addAll(node.notices);
      node.strangers.forEach((account, items) -> strangers.merge(account, items, Conditions::both));
    }
    OptionalLong skew = nodes.stream()
        .flatMapToLong(node -> node.skewMillis.stream())
        .boxed()
        .max(Comparator.comparingLong(Math::abs))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
    Optional<Boolean> up =
        nodes.stream().flatMap(node -> node.databaseUp.stream()).reduce(Boolean::logicalAnd);
    Optional<ClusterState> cluster =
        nodes.stream().flatMap(node -> node.cluster.stream()).reduce(ClusterState::and);
    Kinds kinds = nodes.stream().map(Conditions::kinds).reduce(Kinds::and).orElse(Kinds.NONE);
    return new Conditions(new ArrayList<>(notices), strangers, skew, up, cluster, kinds);
  }

  /**
   * What the settings select and nothing answers to. A name counts as one that no zone has when every
   * account's zones were looked through for it.
   *
   * @param accounts ids of those that are collected
   */
  public Set<String> unmatched(Collection<String> accounts) {
    Set<String> unmatched = new TreeSet<>(strangers.getOrDefault(ALL_ACCOUNTS, Set.of()));
    if (!accounts.isEmpty() && strangers.keySet().containsAll(accounts)) {
      Set<String> everywhere = new TreeSet<>(strangers.get(accounts.iterator().next()));
      accounts.forEach(account -> everywhere.retainAll(strangers.get(account)));
      unmatched.addAll(everywhere);
    }
    return unmatched;
  }

  /**
   * What is worth a person's attention, one sentence each.
   *
   * @param accounts ids of those that are collected
   */
  public List<String> sentences(Collection<String> accounts) {
    List<String> sentences = new ArrayList<>(notices);
    unmatched(accounts)
        .forEach(item -> sentences.add(item + " selects nothing: "
            + (item.contains("Zones=")
                ? "no zone of the accounts that are" + " collected"
                : "no account that the token may see")
            + " has that id or name."));
    return sentences;
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> both = new TreeSet<>(one);
    both.retainAll(other);
    return both;
  }
}
