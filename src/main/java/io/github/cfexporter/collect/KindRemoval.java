package io.github.cfexporter.collect;

import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.live.CatalogChange;
import io.github.cfexporter.cluster.counters.Counters;
import io.github.cfexporter.cluster.fragments.FragmentKey;
import io.github.cfexporter.cluster.fragments.Fragments;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.NodeContext;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What of a query kind ends when it is no longer asked for, or becomes another one. */
final class KindRemoval {
  private final GraphqlKind kind;
  private final Counters counters;
  private final Fragments fragments;
  private final Telemetry telemetry;

  KindRemoval(GraphqlKind kind, NodeContext nodeContext, Telemetry telemetry) {
    this.kind = kind;
    this.counters = nodeContext.member().counters();
    this.fragments = nodeContext.member().fragments();
    this.telemetry = telemetry;
  }

  /** Completes when the counters are gone that do not go on in the successor. */
  Future<Void> remove(List<AccountBatch> batches, Optional<GraphqlKind> successor) {
    return successor.map(next -> replacedBy(next, batches)).orElseGet(() -> forGood(batches));
  }

  private Future<Void> forGood(List<AccountBatch> batches) {
    List<Future<?>> ending = new ArrayList<>();
    for (AccountBatch batch : batches) {
      ending.add(batch.retire(all -> true));
      fragments.remove(key(batch));
      batch.clear().forEach(cursor -> ending.add(counters.remove(cursor.sourceZone())));
    }
    telemetry.kindGone(kind.name());
    return Future.join(ending).mapEmpty();
  }

  /**
   * What the successor has, too, goes on: its counters stay, and what is shown of it stays until the
   * successor shows it.
   */
  private Future<Void> replacedBy(GraphqlKind next, List<AccountBatch> batches) {
    Set<String> endedSources = CatalogChange.endedSources(kind, next);
    Map<String, Set<String>> endedFamilies = new HashMap<>();
    for (Source source : kind.sources()) {
      endedFamilies.put(source.name(), CatalogChange.endedFamilies(source, next));
    }
    List<Future<?>> ending = new ArrayList<>();
    for (AccountBatch batch : batches) {
      ending.add(batch.retire(place -> endedSources.contains(place.source())));
      fragments.retain(key(batch), CatalogChange.keptFamilies(kind, next));
      for (SourceCursor cursor : batch.clear()) {
        String source = cursor.sourceZone().source();
        telemetry.progress(batch.account().id(), kind.name()).stopped(cursor.name());
        if (endedSources.contains(source)) {
          ending.add(counters.remove(cursor.sourceZone()));
        } else if (!endedFamilies.get(source).isEmpty()) {
          ending.add(counters.drop(cursor.sourceZone(), endedFamilies.get(source)));
        }
      }
      counters.released(batch.account().id(), kind.name());
    }
    telemetry.sourcesGone(kind.name(), endedSources);
    return Future.join(ending).mapEmpty();
  }

  private FragmentKey key(AccountBatch batch) {
    return new FragmentKey(batch.account().id(), kind.name(), batch.batch());
  }
}
