package io.github.cfexporter.http;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.exposition.Answer;
import io.github.cfexporter.exposition.Encoding;
import io.github.cfexporter.exposition.Exposition;
import io.github.cfexporter.exposition.Format;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.naming.NamedView;
import io.github.cfexporter.settings.values.SeriesNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The latest edition of every format and encoding that is in use. A new one is made when somebody
 * asks and anything has changed, never on an event loop. Thread-safe; whoever takes an edition has
 * to release it.
 */
final class Editions {
  private static final byte[] NOTHING = {};

  private final HttpSources sources;
  private final Exposition exposition = new Exposition();
  private final Map<Kind, Edition> latest = new HashMap<>();
  private final Set<Kind> taken = new HashSet<>();
  private final Map<SeriesNames, NamedView> views = new ConcurrentHashMap<>();

  /** Of whom a scrape tells; the first two are the same for a node that is alone. */
  enum Scope {
    CLUSTER,
    NODE,
    PROCESS
  }

  /** What a client may choose. */
  record Kind(Scope scope, SeriesNames names, Format format, Encoding encoding) {}

  Editions(HttpSources sources) {
    this.sources = sources;
  }

  /** The latest edition, if it still says what there is to say. Does not block. */
  Optional<Edition> takeIfCurrent(Kind kind) {
    return take(kind, sources.stamp().get());
  }

  /** The latest edition, made now if need be; one thread at a time, the others wait for it. */
  Edition take(Kind kind) {
    synchronized (exposition) {
      Object stamp = sources.stamp().get(); // before the content, which may be newer but not older
      return take(kind, stamp).orElseGet(() -> publish(kind, stamp));
    }
  }

  /** Frees what nobody has taken since the last call; it is still sent to its end. */
  synchronized void forgetUnused() {
    for (Kind kind : Set.copyOf(latest.keySet())) {
      if (!taken.contains(kind)) {
        latest.remove(kind).release();
      }
    }
    views.keySet().removeIf(names -> taken.stream().noneMatch(kind -> kind.names() == names));
    taken.clear();
  }

  synchronized void forgetAll() {
    latest.values().forEach(Edition::release);
    latest.clear();
  }

  private synchronized Optional<Edition> take(Kind kind, Object stamp) {
    taken.add(kind);
    return Optional.ofNullable(latest.get(kind))
        .filter(edition -> edition.isOf(stamp))
        .map(Edition::retain);
  }

  private Edition publish(Kind kind, Object stamp) {
    Answer answer = assemble(kind);
    return keep(kind, new Edition(stamp, answer, remove(kind)));
  }

  private Answer assemble(Kind kind) {
    Optional<NamedView> view = view(kind.names());
    List<Family> order = sources.order().get();
    Collection<Fragment> fragments = fragments(kind.scope());
    return exposition.assemble(
        view.map(names -> names.order(order)).orElse(order),
        view.<Collection<Fragment>>map(names -> names.fragments(fragments)).orElse(fragments),
        kind.format(),
        kind.encoding(),
        tellsOfProcess(kind.scope()) ? sources.ownMetrics().apply(kind.format()) : NOTHING);
  }

  /** Made when somebody asks; empty for the names that everything has. */
  private Optional<NamedView> view(SeriesNames names) {
    return names == SeriesNames.CLOUDFLARE
        ? Optional.empty()
        : Optional.of(views.computeIfAbsent(names, NamedView::of));
  }

  private Collection<Fragment> fragments(Scope scope) {
    return switch (scope) {
      case CLUSTER -> List.copyOf(sources.fragments().get());
      case NODE -> List.copyOf(sources.ofNode().map(Supplier::get).orElseGet(sources.fragments()));
      case PROCESS -> List.of();
    };
  }

  /** Where there may be other nodes, all of them answer alike for the cluster. */
  private boolean tellsOfProcess(Scope scope) {
    return scope != Scope.CLUSTER || sources.ofNode().isEmpty();
  }

  /** What is out of date is of no use but for its blocks; its count becomes the caller's. */
  private synchronized Optional<Edition> remove(Kind kind) {
    return Optional.ofNullable(latest.remove(kind));
  }

  /** One count is the caller's, one is that of the latest edition. */
  private synchronized Edition keep(Kind kind, Edition edition) {
    latest.put(kind, edition.retain());
    return edition;
  }
}
