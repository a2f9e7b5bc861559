package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.http.HttpSettings;
import io.github.cfexporter.http.HttpSourcesFixture;
import io.github.cfexporter.http.HttpVerticle;
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
        exporter.sources(router -> {}));
    try (Browser browser = Browser.start(directory.resolve("profile"))) {
      vertx.deployVerticle(server).await();
      Tab page = browser.open("http://127.0.0.1:" + server.port() + "/");
      page.await("document.querySelectorAll('#accounts > details').length === " + ACCOUNTS);

      assertThat(page.text("#shown")).isEqualTo("200 of 200");
      assertThat(page.evaluate("document.querySelectorAll('#accounts b, #accounts img').length"))
          .isEqualTo(0);
      page.await("!document.querySelector('#config-off').hidden");
      page.type("#words", "account 7 failing");
      page.await("document.querySelector('#shown').textContent === '1 of 200'");
      assertThat(page.problems()).isEmpty();
    } finally {
      vertx.close().await();
    }
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
