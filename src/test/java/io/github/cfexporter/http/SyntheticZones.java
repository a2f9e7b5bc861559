package io.github.cfexporter.http;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.cluster.fragments.FragmentKey;
import io.github.cfexporter.collect.BatchSeries;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Tally;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.KnownKeys;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.Row;
import io.github.cfexporter.counting.series.RuleNames;
import io.github.cfexporter.counting.version.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Zones of one account that all look alike, for benchmarks: a thousand series each, in batches of
 * ten zones, counted and rendered by the same code as Cloudflare's.
 */
final class SyntheticZones {
  static final int SERIES_PER_ZONE = 999;
  static final int ZONES_PER_BATCH = 10;
  static final GraphqlKind KIND = Catalog.bundled().kinds().stream()
      .filter(kind -> kind.name().equals("colo-metrics"))
      .findFirst()
      .orElseThrow();

  private static final String ACCOUNT = "023e105f4ecef8ad9ca31a8372d0c353";
  private static final String LABEL = "example-corporation";
  private static final List<String> COLOS = List.of(
      "AMS", "ARN", "ATL", "CDG", "DFW", "FRA", "GRU", "HKG", "IAD", "JNB", "LAX", "LHR", "MAD",
      "MIA", "NRT", "ORD", "SEA", "SIN", "SYD", "WAW");

  private final Member member;
  private final Reading reading = Reading.of(KIND.sources().get(0), false, false, Set.of());
  private final Row row = new Row(reading.shape());
  private final Random random = new Random(11);
  private final List<BatchSeries> batches = new ArrayList<>();
  private final List<KnownKeys> keys = new ArrayList<>();
  private final long[] watermarks;

  SyntheticZones(Member member, int series) {
    this.member = member;
    watermarks = new long[Math.max(ZONES_PER_BATCH, series / SERIES_PER_ZONE)];
    for (int zone = 0; zone < watermarks.length; zone += ZONES_PER_BATCH) {
      batches.add(new BatchSeries(ACCOUNT, KIND.name(), Map.of()));
    }
    for (int zone = 0; zone < watermarks.length; zone++) {
      keys.add(new KnownKeys());
    }
  }

  int zones() {
    return watermarks.length;
  }

  int batches() {
    return batches.size();
  }

  /** What the next minute of a zone adds: a row for every label set. */
  Delta minute(int zone) {
    Tally tally = reading.tally(RuleNames.NONE, keys.get(zone));
    int rows = SERIES_PER_ZONE / reading.source().metrics().size();
    for (int i = 0; i < rows; i++) {
      row.clear();
      set("dimensions.coloCode", COLOS.get(i % COLOS.size()));
      set("dimensions.clientRequestHTTPHost", "shop-" + i / COLOS.size() + ".example.com");
      row.setWhole(row.shape().slot("count"), 1 + random.nextInt(1_000));
      row.setWhole(row.shape().slot("sum.visits"), random.nextInt(100));
      row.setWhole(row.shape().slot("sum.edgeResponseBytes"), random.nextInt(10_000_000));
      tally.row(row);
    }
    return tally.delta();
  }

  /** Adds a minute to the stored counters and to the copy that is shown. */
  void add(int zone, Delta delta) {
    Window window = new Window(watermarks[zone], watermarks[zone] + 60);
    String source = reading.source().name();
    SourceZone key = new SourceZone(ACCOUNT, KIND.name(), source, name(zone));
    Version known = Version.startingAt(window.from());
    member
        .counters()
        .apply(key, window.from(), window, delta, Retention.ALL, known)
        .await();
    batches
        .get(zone / ZONES_PER_BATCH)
        .add(
            new SourceZone(ACCOUNT, KIND.name(), source, name(zone)),
            window.from(),
            window,
            delta,
            Retention.ALL,
            member.counters().writer());
    watermarks[zone] = window.to();
  }

  /** Renders and publishes one batch. */
  void render(int batch) {
    List<BatchSeries.Shown> shown = IntStream.range(0, ZONES_PER_BATCH)
        .map(i -> batch * ZONES_PER_BATCH + i)
        .filter(zone -> zone < watermarks.length)
        .mapToObj(zone -> new BatchSeries.Shown(name(zone), name(zone)))
        .toList();
    var fragment = batches
        .get(batch)
        .render(
            LABEL,
            shown,
            List.of(reading.source().name()),
            KIND.families().stream().map(family -> family.name()).toList(),
            false);
    member.fragments().put(new FragmentKey(ACCOUNT, KIND.name(), batch), fragment);
  }

  private void set(String path, String text) {
    row.setText(row.shape().slot(path), text);
  }

  private static String name(int zone) {
    return "zone-" + zone + ".example.com";
  }
}
