package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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

  private static final Map<String, String> SETTINGS =
      Map.of("NEW_SERIES_ZERO_SECONDS", "0", "QUERY_KINDS", QueryKinds.usualOnly());

  @TempDir
  private Path directory;

  private Rig rig;

  @BeforeEach
  void start() {
    rig = Rig.sending(World.of(1, 3), SETTINGS, Remotes.withKinds(directory));
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
    books().assertExact(REQUESTS, Event::count, 0);
    assertThat(rig.get("/metrics")).contains("# HELP " + REQUESTS + " Requests by cache status.");
    assertThat(ofKind()).contains("\"file\":\"" + directory.resolve("shop.yaml") + "\"");

    write("shop", SHOP.replace("counter: count", "counts: count"));
    goOn(Duration.ofMinutes(4));
    books().assertExact(REQUESTS, Event::count, 0);
    assertThat(rig.reasons())
        .anyMatch(reason -> reason.contains("shop.yaml:9: unknown key counts; allowed are"));

    long mended = rig.now();
    write("shop", SHOP + MORE);
    goOn(Duration.ofMinutes(4));
    books().assertExact(REQUESTS, Event::count, 0);
    books().assertExact(BYTES, event -> event.total("edgeResponseBytes"), mended);
    assertThat(rig.reasons()).noneMatch(reason -> reason.contains("shop.yaml"));

    Files.delete(file("shop"));
    assertGone();
    new Books(rig).assertExact();
  }

  private void assertGone() {
    rig.advance(Duration.ofSeconds(3));
    long asked = books().timesAsked();
    assertThat(rig.scrape().types()).doesNotContainKeys(REQUESTS, BYTES);
    assertThat(rig.world().zones()).allMatch(zone -> books().totals(zone).isEmpty());
    goOn(Duration.ofMinutes(4));
    assertThat(books().timesAsked()).isEqualTo(asked);
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

  /** A dataset or a field that Cloudflare does not know costs the file's own series and no others. */
  @Test
  void fileThatTheSchemaDoesNotKnow_harmsNoOther() throws IOException {
    write("shop", SHOP);
    write(
        "odd",
        SHOP.replace("kind: shop", "kind: odd")
            .replace("httpRequestsAdaptiveGroups", "httpRequestsAdaptiveGruops")
            .replace("zone_shop", "zone_odd"));
    write(
        "odder",
        SHOP.replace("kind: shop", "kind: odder")
            .replace("counter: count", "counter: sum.cuont")
            .replace("zone_shop", "zone_odder"));
    goOn(Duration.ofMinutes(5));

    books().assertExact(REQUESTS, Event::count, 0);
    new Books(rig).assertExact();
    assertThat(rig.scrape().types())
        .doesNotContainKeys(
            "cloudflare_zone_odd_requests_total", "cloudflare_zone_odder_requests_total");
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
    books().assertExact(REQUESTS, Event::count, changed, 1_000);
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

  private ShopBooks books() {
    return new ShopBooks(rig);
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
