package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The landing page of an exporter that collects the demo's world, in a real browser. */
abstract class PageFixture {
  @TempDir
  static Path directory;

  private static Vertx vertx;
  static Simulator cloudflare;
  static ExporterProcess exporter;
  static Browser browser;

  Tab page;

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
            "QUERY_KINDS",
            QueryKinds.usualOnly(),
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
    cloudflare = null; // what statics hold stays until the last test of the process
  }

  @BeforeEach
  void open() throws Exception {
    page = browser.open(exporter.baseUrl() + "/#tab=accounts");
    page.await("document.querySelectorAll('#accounts > tr:not(.detail)').length === 3");
  }

  /** Opens a part of the page. */
  void part(String name) throws Exception {
    page.click("#tabs [data-part=" + name + "]");
    page.await("!document.querySelector('#part-" + name + "').hidden");
  }

  @AfterEach
  void pageDoesNotComplain_andAsksNobodyElse() throws Exception {
    if (page != null) {
      assertThat(page.problems()).isEmpty();
      String base = exporter.baseUrl();
      assertThat(page.requests()).isNotEmpty().allMatch(url -> url.startsWith(base));
    }
  }
}
