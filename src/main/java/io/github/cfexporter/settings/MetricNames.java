package io.github.cfexporter.settings;

import io.github.cfexporter.settings.values.EditDistance;
import io.github.cfexporter.settings.values.KindChoice;
import io.github.cfexporter.settings.values.KindChoices;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The metrics and query kinds there are, so that no setting can name one that there is not. */
public final class MetricNames {
  /** Lets every name pass, for those who read settings and do not know the metrics. */
  public static final MetricNames ANY = new MetricNames(Set::of);

  private static final int SUGGESTIONS = 3;

  /** Bounds the work that a hostile list can cause: so many names, so many characters of each. */
  private static final int HINTS = 5;

  private static final int LONGEST_COMPARED = 100;

  private final Supplier<Set<String>> names;
  private final Supplier<Map<String, Set<String>>> kinds;

  private MetricNames(Supplier<Set<String>> names) {
    this(names, Map::of);
  }

  private MetricNames(Supplier<Set<String>> names, Supplier<Map<String, Set<String>>> kinds) {
    this.names = names;
    this.kinds = kinds;
  }

  /**
   * The names of all metrics.
   *
   * @param names asked for only when a setting names a metric
   */
  public static MetricNames of(Supplier<? extends Collection<String>> names) {
    return new MetricNames(() -> new TreeSet<>(names.get()));
  }

  /**
   * The same, and the query kinds there are.
   *
   * @param known what may be set of each kind beside on and off, by its name
   */
  public MetricNames with(Supplier<Map<String, Set<String>>> known) {
    return new MetricNames(names, known);
  }

  /** What is allowed in place of kinds and keys that there are not; empty when each is one. */
  Optional<String> problem(KindChoices choices) {
    Map<String, Set<String>> known = choices.byKind().isEmpty() ? Map.of() : kinds.get();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    return choices.byKind().entrySet().stream()
        .flatMap(choice -> problem(choice.getKey(), choice.getValue(), known).stream())
        .findFirst();
  }

  private static Optional<String> problem(
      String kind, KindChoice choice, Map<String, Set<String>> known) {
    if (!known.containsKey(kind)) {
      return Optional.of("query kinds that there are; " + hint(kind, known.keySet()));
    }
    Set<String> wanted = new TreeSet<>(choice.given().keySet());
    choice.interval().ifPresent(set -> wanted.add(KindChoice.INTERVAL));
    choice.delay().ifPresent(set -> wanted.add(KindChoice.DELAY));
    wanted.removeAll(known.get(kind));
    return wanted.isEmpty()
        ? Optional.empty()
        : Optional.of("on or off for " + kind
            + (known.get(kind).isEmpty()
                ? ""
                : ", or a mapping of " + String.join(", ", new TreeSet<>(known.get(kind))))
            + "; bad: " + String.join(", ", wanted));
  }

  /** What is allowed in place of names that no metric has; empty when each is one. */
  Optional<String> problem(Collection<String> denied) {
    Set<String> known = denied.isEmpty() ? Set.of() : names.get();
    List<String> strangers = known.isEmpty()
        ? List.of()
        : denied.stream().filter(name -> !known.contains(name)).toList();
    return strangers.isEmpty()
        ? Optional.empty()
        : Optional.of(strangers.stream()
            .limit(HINTS)
            .map(stranger -> hint(stranger, known))
            .collect(Collectors.joining("; ", "a list of metrics that are served; ", "")));
  }

  private static String hint(String stranger, Set<String> known) {
    String compared = stranger.substring(0, Math.min(LONGEST_COMPARED, stranger.length()));
    return Mistake.quoted(stranger) + " is none, similar "
        + known.stream()
            .sorted(Comparator.comparingInt((String name) -> distance(compared, name)))
            .limit(SUGGESTIONS)
            .collect(Collectors.joining(", ", "are ", ""));
  }

  /** Letters to change, add or leave out; a forgotten beginning or end counts nothing. */
  private static int distance(String given, String name) {
    return name.contains(given) ? 0 : EditDistance.between(given, name);
  }
}
