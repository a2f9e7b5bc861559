package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.simulator.CallLog.AskedNode;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Query kinds of a user's own come, break, change and go while everything else goes on. */
@Tag("rig")
class KindFilesTest {
  private static final String REQUESTS = "cloudflare_zone_shop_requests_total";
  private static final String BYTES = "cloudflare_zone_shop_bytes_total";
  private static final String BY_METHOD = "cloudflare_zone_requests_by_method_total";
  private static final String DATASET = "httpRequestsAdaptiveGroups";

  private static final String SHOP = """
      kind: shop
      scope: zone
      sources:
        - dataset: httpRequestsAdaptiveGroups
          labels: {cache: dimensions.cacheStatus, protocol: dimensions.clientSSLProtocol}
          metrics:
            - name: cloudflare_zone_shop_requests_total
              help: Requests by cache status.
              counter: count
      """;

  private static final String MORE = """
            - name: cloudflare_zone_shop_bytes_total
              help: Bytes by cache status.
              counter: sum.edgeResponseBytes
      """;

  @TempDir
  private Path directory;

  private Rig rig;

  @BeforeEach
  void start() {
    rig = Rig.sending(
        World.of(1, 3), Map.of("NEW_SERIES_ZERO_SECONDS", "0"), Remotes.withKinds(directory));
    rig.advance(Duration.ofMinutes(4));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void ownKind_comesBreaksChangesAndGoes_andNothingElseIsTouched() throws IOException {
    assertThat(rig.scrape().types()).doesNotContainKey(REQUESTS);
    write("shop", SHOP);
    goOn(Duration.ofMinutes(4));
    assertExact(REQUESTS, Event::count, 0);
    assertThat(rig.get("/metrics")).contains("# HELP " + REQUESTS + " Requests by cache status.");
    assertThat(ofKind()).contains("\"file\":\"" + directory.resolve("shop.yaml") + "\"");

    write("shop", SHOP.replace("counter: count", "counts: count"));
    goOn(Duration.ofMinutes(4));
    assertExact(REQUESTS, Event::count, 0);
    assertThat(rig.reasons())
        .anyMatch(reason -> reason.contains("shop.yaml:9: unknown key counts; allowed are"));

    long mended = rig.now();
    write("shop", SHOP + MORE);
    goOn(Duration.ofMinutes(4));
    assertExact(REQUESTS, Event::count, 0);
    assertExact(BYTES, event -> event.total("edgeResponseBytes"), mended);
    assertThat(rig.reasons()).noneMatch(reason -> reason.contains("shop.yaml"));

    Files.delete(file("shop"));
    assertGone();
    new Books(rig).assertExact();
  }

  private void assertGone() {
    rig.advance(Duration.ofSeconds(3));
    long asked = timesAsked();
    assertThat(rig.scrape().types()).doesNotContainKeys(REQUESTS, BYTES);
    assertThat(rig.world().zones()).allMatch(zone -> totals(zone).isEmpty());
    goOn(Duration.ofMinutes(4));
    assertThat(timesAsked()).isEqualTo(asked);
    assertThat(ofKind()).doesNotContain("shop");
  }

  @Test
  void builtInKind_isReplacedAndComesBack_withItsCounters() throws IOException {
    String name = "request-method-metrics";
    write(name, SHOP.replace("kind: shop", "kind: " + name).replace("""
          labels: {cache: dimensions.cacheStatus, protocol: dimensions.clientSSLProtocol}
        """, """
          labels: {method: dimensions.clientRequestHTTPMethodName}
        """) + """
            - name: cloudflare_zone_requests_by_method_total
              help: Mine.
              counter: count
      """);
    goOn(Duration.ofMinutes(4));
    new Books(rig).assertExact();
    assertThat(rig.scrape().sum(REQUESTS)).isPositive().isLessThan(rig.scrape().sum(BY_METHOD));
    assertThat(rig.get("/metrics")).contains("# HELP " + BY_METHOD + " Mine.");

    Files.delete(file(name));
    goOn(Duration.ofMinutes(4));
    new Books(rig).assertExact();
    assertThat(rig.scrape().types()).doesNotContainKey(REQUESTS).containsKey(BY_METHOD);
    assertThat(rig.get("/metrics")).doesNotContain("# HELP " + BY_METHOD + " Mine.");
  }

  /** What is counted in another unit is another counter: it begins at zero, and does not jump. */
  @Test
  void counterInAnotherUnit_beginsAnew() throws IOException {
    write("shop", SHOP);
    goOn(Duration.ofMinutes(4));
    double before = rig.scrape().sum(REQUESTS);

    long changed = rig.now();
    write("shop", SHOP.replace("counter: count", "counter: {path: count, scale: 0.001}"));
    rig.advance(Duration.ofSeconds(3));
    assertThat(rig.scrape().sum(REQUESTS)).isLessThan(before / 1000);
    goOn(Duration.ofMinutes(4));
    assertThat(rig.scrape().sum(REQUESTS)).isPositive().isLessThan(before / 100);
    assertExact(REQUESTS, Event::count, changed, 1_000);
  }

  private void assertExact(String family, ToLongFunction<Event> value, long sinceMillis) {
    assertExact(family, value, sinceMillis, 1);
  }

  /** Compares with what happened between the first second asked for since then and the watermark. */
  private void assertExact(String family, ToLongFunction<Event> value, long sinceMillis, int unit) {
    Scrape scrape = rig.scrape();
    for (Zone zone : rig.world().zones()) {
      long from = firstAsked(zone, sinceMillis);
      long to = totals(zone).orElseThrow().watermark();
      Map<List<String>, Long> truth = rig.simulator()
          .truth()
          .total(
              zone.id(),
              DATASET,
              event -> true,
              event -> List.of(event.text("cacheStatus"), event.text("clientSSLProtocol")),
              value,
              from,
              to);
      Map<List<String>, Double> expected = new HashMap<>();
      truth.forEach((labels, total) -> expected.put(labels, (double) total / unit));
      Map<List<String>, Double> served = new HashMap<>();
      scrape
          .family(family, Map.of("zone", zone.name()))
          .forEach((labels, total) ->
              served.put(List.of(labels.get("cache"), labels.get("protocol")), total));
      assertThat(to - from).as("seconds counted").isGreaterThanOrEqualTo(120);
      assertThat(served).as("%s of %s", family, zone.name()).isEqualTo(expected);
    }
  }

  /** Lets time pass; meanwhile no counter of anything else goes lower, or vanishes. */
  private void goOn(Duration duration) {
    for (long seconds = 0; seconds < duration.toSeconds(); seconds += 15) {
      Scrape before = rig.scrape();
      rig.advance(Duration.ofSeconds(15));
      Scrape now = rig.scrape();
      before.counters().stream()
          .filter(family -> !family.startsWith("cloudflare_zone_shop_"))
          .forEach(family -> before
              .family(family)
              .forEach((labels, value) -> assertThat(now.family(family).get(labels))
                  .as("%s%s", family, labels)
                  .isNotNull()
                  .isGreaterThanOrEqualTo(value)));
    }
  }

  private long firstAsked(Zone zone, long sinceMillis) {
    return rig.simulator().log().calls().stream()
        .filter(call -> call.atMillis() >= sinceMillis)
        .flatMap(call -> call.nodes().stream())
        .filter(node -> isOurs(node) && node.scopes().contains(zone.id()))
        .mapToLong(AskedNode::fromSecond)
        .min()
        .orElseThrow();
  }

  private long timesAsked() {
    return rig.simulator().log().calls().stream()
        .flatMap(call -> call.nodes().stream())
        .filter(KindFilesTest::isOurs)
        .count();
  }

  private static boolean isOurs(AskedNode node) {
    return node.dataset().equals(DATASET)
        && node.fields().stream().anyMatch(field -> field.contains("cacheStatus"));
  }

  private Optional<Totals> totals(Zone zone) {
    return rig.totals(new SourceZone(zone.accountId(), "shop", DATASET, zone.id()));
  }

  private String ofKind() {
    return rig.get("/page/account.json?id=" + rig.world().accounts().get(0).id());
  }

  private void write(String kind, String text) throws IOException {
    Files.writeString(file(kind), text);
  }

  private Path file(String kind) {
    return directory.resolve(kind + ".yaml");
  }
}
