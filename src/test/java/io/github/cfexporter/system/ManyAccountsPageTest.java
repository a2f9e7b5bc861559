package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.http.HttpSettings;
import io.github.cfexporter.http.HttpSourcesFixture;
import io.github.cfexporter.http.HttpVerticle;
import io.github.cfexporter.http.page.PageRoutes;
import io.github.cfexporter.http.page.PageSourcesFixture;
import io.github.cfexporter.report.Status;
import io.github.cfexporter.report.Status.State;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The landing page with as many accounts as large organizations have, and names meant to hurt. */
@Tag("system")
class ManyAccountsPageTest {
  private static final int ACCOUNTS = 200;

  @TempDir
  Path directory;

  @Test
  void twoHundredAccounts_areFiltered_andTheirNamesAreOnlyText() throws Exception {
    Programs.need(Browser.CHROMIUM.toString());
    Vertx vertx = Vertx.vertx();
    HttpSourcesFixture exporter = new HttpSourcesFixture();
    exporter.status = status();
    HttpVerticle server = new HttpVerticle(
        new HttpSettings("127.0.0.1", 0, "/metrics", false, Optional.empty()),
        exporter.sources(
            router -> new PageRoutes(PageSourcesFixture.of(exporter.status)).mount(router)));
    try (Browser browser = Browser.start(directory.resolve("profile"))) {
      vertx.deployVerticle(server).await();
      Tab page = browser.open("http://127.0.0.1:" + server.port() + "/");
      page.await("document.querySelectorAll('#accounts > tr:not(.detail)').length === " + ACCOUNTS);

      assertThat(page.text("#shown")).isEqualTo("200 of 200");
      assertThat(page.evaluate("document.querySelectorAll('#accounts b, #accounts img').length"))
          .isEqualTo(0);
      arrange(page);
      page.click("#tabs [data-part=config]");
      page.await("!document.querySelector('#config-off').hidden");
      assertThat(page.problems()).isEmpty();
    } finally {
      vertx.close().await();
    }
  }

  /** The worst first, then by words, by a state, and by name either way. */
  private static void arrange(Tab page) throws Exception {
    assertThat(page.text("#accounts > tr:nth-child(1)")).contains("1 failing", "account 7");
    page.type("#words", "account 7 failing");
    page.await("document.querySelector('#shown').textContent === '1 of 200'");
    assertThat(page.evaluate("location.hash")).asString().contains("q=account+7+failing");
    page.type("#words", " ");
    page.click("#chips [data-state=ok]");
    page.await("document.querySelector('#shown').textContent === '199 of 200'");
    page.click("[data-column=name] button");
    assertThat(page.text("#accounts > tr:not([hidden])")).contains("account 0");
    page.click("[data-column=name] button");
    assertThat(page.text("#accounts > tr:not([hidden])")).contains("account 199");
  }

  private static Status status() {
    Status one = HttpSourcesFixture.status(State.OK);
    Status failing = HttpSourcesFixture.status(State.FAILING);
    return new Status(
        one.at(),
        one.version(),
        one.uptime(),
        IntStream.range(0, ACCOUNTS)
            .mapToObj(i -> new Status.Account(
                "id" + i,
                "account " + i + " <b><img src=x onerror=alert(1)></b>",
                10,
                10,
                0,
                (i == 7 ? failing : one).accounts().get(0).kinds()))
            .toList(),
        one.budgets(),
        List.of(),
        one.nodes());
  }
}
