package io.github.cfexporter.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.graphql.Block;
import io.github.cfexporter.cloudflare.graphql.Caller;
import io.github.cfexporter.cloudflare.graphql.Document;
import io.github.cfexporter.cloudflare.graphql.GraphqlClient;
import io.github.cfexporter.cloudflare.graphql.Node;
import io.github.cfexporter.cloudflare.graphql.RowSink;
import io.github.cfexporter.cloudflare.graphql.Wording;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Tally;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.KnownKeys;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.RuleNames;
import io.github.cfexporter.exposition.Fragment;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What a row of an answer costs on its way to the output, step by step, against bare tokenizing of
 * the same bytes: {@code scripts/bench ingest}. Every row is of a series that is known already, as
 * all but a few are in a running exporter.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(IngestBenchmark.ROWS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
public class IngestBenchmark {
  static final int ROWS = 3_000;

  private static final int ROUNDS = 3;

  private static final GraphqlKind KIND = Catalog.bundled().kinds().stream()
      .filter(kind -> kind.name().equals("edge-country-metrics"))
      .findFirst()
      .orElseThrow();
  private static final String ZONE = "023e105f4ecef8ad9ca31a8372d0c353";
  private static final String ALIAS = "n0";

  private final JsonFactory json = new JsonFactory();
  private final Reading reading = Reading.of(KIND.sources().get(0), false, false, Set.of());
  private final Document document = new Document(
      "account",
      List.of(new Block(
          List.of(ZONE), List.of(new Node(ALIAS, reading.source(), new Window(0, 60), 10_000)))),
      List.of());
  private final byte[] body = answer().getBytes(StandardCharsets.UTF_8);
  private final KnownKeys keys = new KnownKeys();
  private final BatchSeries series = new BatchSeries("account", KIND.name(), Map.of());
  private final Totals stored = Totals.startingAt(0);
  private Vertx vertx;
  private GraphqlClient client;
  private long watermark;

  @Setup
  public void open() {
    vertx = Vertx.vertx();
    Reply reply = new Reply(200, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body));
    client = new GraphqlClient(vertx, call -> Future.succeededFuture(reply));
  }

  @TearDown
  public void close() {
    vertx.close().await();
  }

  /** What Jackson does at least. */
  @Benchmark
  public int aTokenize() throws IOException {
    int tokens = 0;
    try (JsonParser parser = json.createParser(body)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  @Benchmark
  public long bDecode() {
    long[] rows = new long[1];
    read((zone, row) -> rows[0]++);
    return rows[0];
  }

  @Benchmark
  public Delta cDecodeAndTally() {
    Tally tally = reading.tally(RuleNames.NONE, keys);
    read((zone, row) -> tally.row(row));
    return tally.delta();
  }

  /** Both copies: the one that is stored and the one that is shown. */
  @Benchmark
  public Totals dDecodeTallyAndApply() {
    apply();
    return stored;
  }

  /** Everything, rendering and compressing every line included. */
  @Benchmark
  public Fragment eDecodeTallyApplyAndRender() {
    apply();
    return series.render(
        "account",
        List.of(new BatchSeries.Shown(ZONE, "example.com")),
        List.of(reading.source().name()),
        KIND.families().stream().map(family -> family.name()).toList(),
        false);
  }

  private void apply() {
    Delta delta = cDecodeAndTally();
    Window window = new Window(watermark, watermark + 60);
    stored.add(watermark, window, delta, Retention.ALL);
    series.add(
        new SourceZone("account", KIND.name(), reading.source().name(), ZONE),
        watermark,
        window,
        delta,
        Retention.ALL,
        1);
    watermark = window.to() % 1_000_000_000;
  }

  private void read(RowSink sink) {
    if (!client
        .ask(document, Wording.of(Wording.Form.PLAIN), new Caller("", false), alias -> sink)
        .succeeded()) {
      throw new IllegalStateException("the answer must be small enough to be read at once");
    }
  }

  /** Fields come in the order in which the document asks for them, as GraphQL has it. */
  private static String answer() {
    Random random = new Random(3);
    StringJoiner rows = new StringJoiner(",");
    for (int i = 0; i < ROWS; i++) {
      String host = "shop-" + i % 50 + ".example.com";
      String country = String.valueOf((char) ('A' + i / 50 % 20)) + (char) ('A' + i / 50 / 20);
      int status = List.of(200, 301, 404).get(i / 1_000);
      rows.add("{\"dimensions\":{\"edgeResponseStatus\":" + status
          + ",\"clientCountryName\":\"" + country
          + "\",\"clientRequestHTTPHost\":\"" + host
          + "\"},\"count\":" + (1 + random.nextInt(1_000)) + "}");
    }
    return "{\"data\":{\"cost\":1,\"viewer\":{\"budget\":1,\"accounts\":[{\"zones\":[{\"zoneTag\":\""
        + ZONE + "\",\"" + ALIAS + "\":[" + rows + "]}]}]}},\"errors\":null}";
  }

  public static void main(String[] args) throws RunnerException {
    System.out.printf(
        "%-32s %9s %12s %9s %12s%n", "step", "ns/row", "rows/s", "x bare", "bytes/row");
    double tokenize = 0;
    for (RunResult result : best()) {
      double nanos = result.getPrimaryResult().getScore();
      tokenize = tokenize == 0 ? nanos : tokenize;
      double bytes = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
      System.out.printf(
          Locale.ROOT,
          "%-32s %9.0f %12.0f %9.2f %12.0f%n",
          name(result).substring(1),
          nanos,
          1e9 / nanos,
          nanos / tokenize,
          bytes);
    }
  }

  /** The best of each step: what else the machine does for a while would spoil a ratio. */
  private static Collection<RunResult> best() throws RunnerException {
    Map<String, RunResult> best = new TreeMap<>();
    BinaryOperator<RunResult> faster = BinaryOperator.minBy(
        Comparator.comparingDouble(result -> result.getPrimaryResult().getScore()));
    for (int round = 0; round < ROUNDS; round++) {
      Runner runner = new Runner(new OptionsBuilder()
          .include(IngestBenchmark.class.getName())
          .addProfiler(GCProfiler.class)
          .verbosity(VerboseMode.SILENT)
          .build());
      runner.run().forEach(result -> best.merge(name(result), result, faster));
    }
    return best.values();
  }

  private static String name(RunResult result) {
    return result.getParams().getBenchmark().replaceFirst(".*\\.", "");
  }
}
