package io.github.cfexporter.http;

import io.github.cfexporter.exposition.Answer;
import io.github.cfexporter.exposition.Encoding;
import io.github.cfexporter.exposition.Exposition;
import io.github.cfexporter.exposition.Format;
import io.github.cfexporter.exposition.Fragment;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** Of whom a scrape tells; the first two are the same for a node that is alone. */
  enum Scope {
    CLUSTER,
    NODE,
    PROCESS
  }

  /** What a client may choose. */
  record Kind(Scope scope, Format format, Encoding encoding) {}

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
    return exposition.assemble(
        sources.order().get(),
        fragments(kind.scope()),
        kind.format(),
        kind.encoding(),
        tellsOfProcess(kind.scope()) ? sources.ownMetrics().apply(kind.format()) : NOTHING);
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
