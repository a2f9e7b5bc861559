package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.Tunables;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The landing page of a running exporter, in a real browser. */
@Tag("system")
class PageTest {
  private static final Path PICTURES = Path.of("target", "pictures");
  private static final String QUERY_LIMIT = "#value-queryLimit";
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(150);
  private static final String MESSAGE = "#message-queryLimit";

  @TempDir
  static Path directory;

  private static Vertx vertx;
  private static Simulator cloudflare;
  private static ExporterProcess exporter;
  private static Browser browser;

  private Tab page;

  @BeforeAll
  static void start() throws Exception {
    Programs.need(Browser.CHROMIUM.toString());
    vertx = Vertx.vertx();
    World world = World.demo();
    world.closeAll(
        world.zoneNamed(world.accounts().get(1).id(), "client-5.example").id());
    cloudflare = new Simulator(
        world, SimulatorOptions.usual().withBudgets(2_000, 1_200), System::currentTimeMillis);
    SimulatorVerticle server = new SimulatorVerticle(cloudflare, 0);
    vertx.deployVerticle(server).await();
    exporter = ExporterProcess.start(
        directory,
        Map.of(
            "CLOUDFLARE_API_TOKEN",
            Tokens.DEMO,
            "CLOUDFLARE_API_BASE_URL",
            server.baseUrl(),
            "TIME_WINDOW_SECONDS",
            "5",
            "METRIC_REFRESH_INTERVAL_SECONDS",
            "5",
            "SCRAPE_DELAY_SECONDS",
            "60",
            "GRAPHQL_QUERIES_PER_5_MINUTES", // the page is looked at for a minute and more
            "2000"));
    browser = Browser.start(directory.resolve("profile"));
    Files.createDirectories(PICTURES);
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (exporter != null) {
      exporter.close();
    }
    if (vertx != null) {
      vertx.close().await();
    }
  }

  @BeforeEach
  void open() throws Exception {
    page = browser.open(exporter.baseUrl() + "/");
    page.await("document.querySelectorAll('#accounts > details').length === 3");
    page.await("document.querySelector('#config-count').textContent !== ''");
    assertThat(page.evaluate("document.querySelectorAll('#config > tr').length"))
        .isEqualTo(Tunables.ALL.size());
  }

  @AfterEach
  void pageDoesNotComplain_andAsksNobodyElse() throws Exception {
    if (page != null) {
      assertThat(page.problems()).isEmpty();
      String base = exporter.baseUrl();
      assertThat(page.requests()).isNotEmpty().allMatch(url -> url.startsWith(base));
    }
  }

  @Test
  void state_isShown() throws Exception {
    page.await("document.querySelectorAll('.chart').length === 2");

    assertThat(page.text("#figures")).contains("accounts", "31").contains("zones found");
    assertThat(page.text("#accounts")).contains("Acme Corporation", "hobby", "http-metrics");
    assertThat(page.text("#budgets")).contains("graphql", "of 2,000", "rest", "of 1,200");
    assertThat(page.text("#nodes")).isNotBlank();
    assertThat(page.evaluate("document.querySelector('.chart').getAttribute('aria-label')"))
        .asString()
        .contains("of 2000 calls in 5 minutes");
  }

  @Test
  void zones_areShownWithTheirState_freeOnesToo() throws Exception {
    page.click("#accounts > details:nth-child(2) .zones-list > summary");
    page.await("document.querySelector('#accounts > details:nth-child(2) .zones-list tbody tr')");

    assertThat(page.text("#accounts > details:nth-child(2) .zones-list"))
        .contains("blog.example", "garden.example", "collected");
  }

  @Test
  void value_isChangedAndReset_byKeyboard() throws Exception {
    page.type(QUERY_LIMIT, "7777");
    page.press("Enter");
    page.await("document.querySelector('" + MESSAGE + "').textContent === 'Saved.'");
    assertThat(config("queryLimit").getValue("value")).isEqualTo(7777);
    assertThat(page.text("tr:has(" + QUERY_LIMIT + ")")).contains("override").contains("10000");

    page.evaluate("document.querySelector('" + QUERY_LIMIT + "').focus()");
    page.press("Tab"); // to the reset button, as there is nothing to save
    assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Reset");
    page.press("Enter");
    page.await("document.querySelector('" + MESSAGE + "').textContent === 'Reset.'");
    assertThat(config("queryLimit").getString("source")).isEqualTo("default");
    assertThat(page.value(QUERY_LIMIT)).isEqualTo("10000");
  }

  @Test
  void refusedValue_isShownWithItsRule_andStaysToBeMended() throws Exception {
    page.type(QUERY_LIMIT, "many");
    page.press("Enter");
    page.await("document.querySelector('" + MESSAGE + "').textContent !== ''");

    assertThat(page.text(MESSAGE))
        .contains("\"many\" is refused, allowed is an integer of 1 or more");
    assertThat(page.evaluate(
            "document.querySelector('" + QUERY_LIMIT + "').getAttribute('aria-invalid')"))
        .isEqualTo("true");
    assertThat(page.value(QUERY_LIMIT)).isEqualTo("many");
    assertThat(config("queryLimit").getValue("value")).isEqualTo(10_000);

    page.press("Escape");
    assertThat(page.value(QUERY_LIMIT)).isEqualTo("10000");
    assertThat(page.text(MESSAGE)).isEmpty();
  }

  @Test
  void valueSetElsewhere_appears_butNotOverWhatIsBeingTyped() throws Exception {
    page.type("#value-maxBackfillSeconds", "12");
    put("maxBackfillSeconds", "500");
    put("seriesTtlSeconds", "600");

    page.await("document.querySelector('#value-seriesTtlSeconds').value === '600'");
    assertThat(page.value("#value-maxBackfillSeconds")).isEqualTo("12");

    page.click("#reset-all");
    page.click("#reset-all");
    page.await("document.querySelector('#value-seriesTtlSeconds').value === '86400'");
  }

  @Test
  void choices_areSelectedFrom() throws Exception {
    page.evaluate("(choice => { choice.value = 'warn';"
        + " choice.dispatchEvent(new Event('input', {bubbles: true})); })"
        + "(document.querySelector('#value-logLevel'))");
    page.click("tr:has(#value-logLevel) button[type=submit]");
    page.await("document.querySelector('#message-logLevel').textContent === 'Saved.'");

    assertThat(config("logLevel").getString("value")).isEqualTo("warn");
    put("logLevel", "\"info\"");
  }

  @Test
  void failingAccount_isFollowed() throws Exception {
    String account = cloudflare.world().accounts().get(0).id();
    page.await("!document.querySelector('#verdict').innerText.includes('Acme')");
    long from = System.currentTimeMillis();
    cloudflare
        .faults()
        .during(
            from,
            from + 3_600_000,
            (SimulatedCall call) -> call.isGraphql() && call.body().contains(account),
            Fault.status(503));
    try {
      page.await("document.querySelector('#verdict').innerText.includes('of Acme Corporation')");
      page.await("document.querySelector('#errors').innerText.includes('API_UNAVAILABLE')");
      page.await("document.querySelector('#verdict-word').innerText"
          + ".startsWith('Analytics of account " + account
          + " do not come from Cloudflare since')");
      assertThat(page.evaluate("document.title")).asString().startsWith("⚠");
    } finally {
      cloudflare.faults().clear();
    }
    page.await(
        "!document.querySelector('#verdict').innerText.includes('of Acme Corporation')",
        LONGEST_BACK_OFF);
  }

  @Test
  void check_tellsOfCredentialsAccountsAndCalls() throws Exception {
    page.await("document.querySelector('#check').innerText.includes('active, does not expire')");
    assertThat(page.text("#check"))
        .contains("account Acme Corporation", "sources in use", "GraphQL calls in five minutes");
  }

  @Test
  void everyWidthAndColour_fits() throws Exception {
    page.resize(1280, 2600);
    page.photograph(PICTURES.resolve("light.png"));
    page.preferDark();
    page.photograph(PICTURES.resolve("dark.png"));
    for (int width : new int[] {1280, 800, 360}) {
      page.resize(width, 2600);
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("nothing sticks out at a width of %s", width)
          .isEqualTo(true);
    }
    page.resize(360, 1400);
    page.photograph(PICTURES.resolve("narrow.png"));
    page.evaluate("document.querySelector('#config-title').scrollIntoView()");
    page.photograph(PICTURES.resolve("narrow-configuration.png"));
  }

  private static JsonObject config(String key) throws Exception {
    return new JsonObject(exporter.get("/config/" + key).body());
  }

  private static void put(String key, String json) throws Exception {
    exporter.put("/config/" + key, "{\"value\": " + json + "}");
  }
}
