package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody sees first who opens the page at night: the first line says what is the matter. Pictures
 * are kept in {@code target/pictures} for people to look at.
 */
@Tag("system")
class PageStatesTest {
  private static final Path PICTURES = Path.of("target", "pictures");
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final String WORD = "document.querySelector('#verdict-word').innerText";

  /** Every query kind of every account has been asked. */
  private static final String COLLECTED =
      "document.querySelectorAll('#accounts .chip.ok').length === 3"
          + " && document.querySelectorAll('#accounts .chip.waiting').length === 0";

  @TempDir
  Path directory;

  private static Browser browser;
  private static Path profile;

  private Vertx vertx;
  private ExporterProcess exporter;

  @BeforeAll
  static void startBrowser() throws Exception {
    Programs.need(Browser.CHROMIUM.toString());
    profile = Files.createTempDirectory("page-states");
    browser = Browser.start(profile);
    Files.createDirectories(PICTURES);
  }

  @AfterAll
  static void stopBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void close() throws Exception {
    if (exporter != null) {
      exporter.close();
    }
    vertx.close().await();
  }

  @Test
  void healthy_saysSo_alsoOnAPhone() throws Exception {
    exporter = ExporterProcess.start(directory, Map.of(), "--demo");
    Tab page = page(1200);
    page.await(COLLECTED, LONG);

    assertThat(page.text("#verdict-level")).isEqualTo("OK");
    assertThat(page.text("#verdict-word")).startsWith("All is well");
    assertThat(page.text("h1")).contains("DEMO: all data is simulated");
    photograph(page, "healthy");
    page.resize(390, 1600);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    page.photograph(PICTURES.resolve("phone.png"));
  }

  @Test
  void wrongToken_isNamed_withAWayToMakeAnother() throws Exception {
    Simulator cloudflare = simulator(World.demo(), 300);
    start(cloudflare, Map.of("CLOUDFLARE_API_TOKEN", "a-wrong-token"));
    Tab page = page(1200);
    page.await("document.querySelector('#verdict').className.includes('broken')", LONG);

    assertThat(page.text("#verdict-word"))
        .containsIgnoringCase("token")
        .doesNotContain("a-wrong-token");
    assertThat(page.text("#verdict-since")).startsWith("since ").contains("UTC");
    assertThat(page.text("#advice")).contains("Make a token with all permissions filled in");
    photograph(page, "wrong-token");
  }

  @Test
  void apiThatIsDown_isNamed_andSinceWhen() throws Exception {
    Simulator cloudflare = simulator(World.demo(), 2_000);
    start(cloudflare, Map.of());
    Tab page = page(1200);
    page.await(COLLECTED, LONG);
    long now = System.currentTimeMillis();
    cloudflare
        .faults()
        .during(now, now + 3_600_000, (SimulatedCall call) -> true, Fault.status(503));
    page.await(WORD + ".includes('Cloudflare since')", LONG);
    page.await("document.querySelector('#verdict').className.includes('broken')", LONG);

    assertThat(page.text("#verdict")).contains("503");
    assertThat(page.text("#reasons")).contains("Collections that are failing");
    photograph(page, "api-down");
  }

  @Test
  void shortBudget_isNamed_beforeTheLatenessThatItCauses() throws Exception {
    Simulator cloudflare = simulator(World.of(4, 30), 10);
    start(cloudflare, Map.of("GRAPHQL_QUERIES_PER_5_MINUTES", "10"));
    Tab page = page(1200);
    page.await(WORD + ".startsWith('The budget of graphql is used up')", LONG);

    assertThat(page.text("#verdict-word")).contains("nothing is lost");
    assertThat(page.text("#verdict-level")).isEqualTo("Degraded");
    photograph(page, "budget-bound");
  }

  @Test
  void twoHundredAccounts_areShown_theWorstFirst() throws Exception {
    Simulator cloudflare = simulator(World.of(200, 10), 300);
    start(cloudflare, Map.of());
    Tab page = page(1200);
    page.await(
        "document.querySelectorAll('#accounts > tr:not(.detail)').length === 200",
        Duration.ofSeconds(150));

    assertThat(page.text("#shown")).isEqualTo("200 of 200");
    assertThat(page.text("#verdict-word")).isNotBlank();
    photograph(page, "200-accounts");
  }

  private Simulator simulator(World world, int graphqlCalls) throws Exception {
    return new Simulator(
        world,
        SimulatorOptions.usual().withBudgets(graphqlCalls, 1_200),
        System::currentTimeMillis);
  }

  private void start(Simulator cloudflare, Map<String, String> environment) throws Exception {
    SimulatorVerticle server = new SimulatorVerticle(cloudflare, 0);
    vertx.deployVerticle(server).await();
    Map<String, String> all = new HashMap<>(Map.of(
        "QUERY_KINDS",
        QueryKinds.usualOnly(),
        "CLOUDFLARE_API_TOKEN",
        Tokens.DEMO,
        "CLOUDFLARE_API_BASE_URL",
        server.baseUrl(),
        "TIME_WINDOW_SECONDS",
        "10",
        "METRIC_REFRESH_INTERVAL_SECONDS",
        "10",
        "GRAPHQL_QUERIES_PER_5_MINUTES",
        "2000"));
    all.putAll(environment);
    exporter = ExporterProcess.start(directory, all);
  }

  private Tab page(int width) throws Exception {
    Tab page = browser.open(exporter.baseUrl() + "/");
    page.resize(width, 1000);
    page.await(WORD + " !== 'Loading…'");
    return page;
  }

  private static void photograph(Tab page, String name) throws Exception {
    page.photograph(PICTURES.resolve(name + ".png"));
    page.preferDark();
    page.photograph(PICTURES.resolve(name + "-dark.png"));
  }
}
