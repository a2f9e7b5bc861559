package io.github.cfexporter.rig;

import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Zone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The windows that a rig fetched last, with the events that happened in them. */
final class Windows {
  private final Rig rig;
  private final Scrape scrape;

  /** Where the latest window begins that ends there. */
  private final Map<End, Long> begins = new HashMap<>();

  private record End(String scope, String dataset, long second) {}

  /**
   * Of one zone or account.
   *
   * @param labels {@code account}, and {@code zone} for a zone
   * @param seconds width of the window
   */
  record Fetched(Map<String, String> labels, long seconds, List<Event> events) {
    @Override
    public String toString() {
      return labels + " of " + events.size() + " events";
    }
  }

  Windows(Rig rig) {
    this.rig = rig;
    this.scrape = rig.scrape();
    rig.simulator().log().calls().stream()
        .flatMap(call -> call.nodes().stream())
        .forEach(node -> node.scopes()
            .forEach(scope -> begins.merge(
                new End(scope, node.dataset(), node.toSecond()), node.fromSecond(), Math::max)));
  }

  /** What was served when these windows were the last ones. */
  Scrape scrape() {
    return scrape;
  }

  /** The last window of every zone or account that the family is collected for. */
  List<Fetched> of(String family) {
    List<Fetched> all = new ArrayList<>();
    for (GraphqlKind kind : Rig.KINDS) {
      for (Source source : kind.sources()) {
        if (source.metrics().stream().anyMatch(metric -> metric.name().equals(family))) {
          rig.world().accounts().forEach(account -> collect(kind, source, account, all));
        }
      }
    }
    return all;
  }

  private void collect(GraphqlKind kind, Source source, Account account, List<Fetched> all) {
    String name = account.name().toLowerCase(Locale.ROOT).replace(' ', '-');
    if (kind.scope() == Scope.ACCOUNT) {
      add(kind, source, account.id(), "", Map.of("account", name), all);
    } else {
      for (Zone zone : rig.world().zonesOf(account.id())) {
        Map<String, String> labels = Map.of("zone", zone.name(), "account", name);
        add(kind, source, account.id(), zone.id(), labels, all);
      }
    }
  }

  private void add(
      GraphqlKind kind,
      Source source,
      String account,
      String zone,
      Map<String, String> labels,
      List<Fetched> all) {
    String scope = zone.isEmpty() ? account : zone;
    List<String> datasets = source.nodes().stream().map(Source::dataset).toList();
    rig.watermark(account, kind.name(), source.name(), zone).ifPresent(to -> {
      long from = datasets.stream()
          .flatMap(dataset -> Stream.ofNullable(begins.get(new End(scope, dataset, to))))
          .mapToLong(Long::longValue)
          .max()
          .orElseThrow();
      all.add(new Fetched(labels, to - from, events(scope, source.dataset(), from, to)));
    });
  }

  private List<Event> events(String scope, String dataset, long from, long to) {
    List<Event> events = new ArrayList<>();
    rig.simulator()
        .truth()
        .total(scope, dataset, events::add, event -> List.of(), event -> 0, from, to);
    return events;
  }
}
