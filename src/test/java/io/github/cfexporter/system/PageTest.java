package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.world.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The landing page of a running exporter, in a real browser. */
@Tag("system")
class PageTest extends PageFixture {
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(150);

  /** Every part, and what is there when it has been filled. */
  private static final Map<String, String> FILLED = Map.of(
      "accounts", "#accounts .kinds tbody tr",
      "zones", "#zone-words",
      "metrics", "#families tr",
      "events", "#log li:nth-child(3)",
      "connect", "#connect-vmagent",
      "check", "#check .finding",
      "system", "#runtime dd",
      "config", "#config tr");

  @Test
  void state_isShown() throws Exception {
    page.await("document.querySelectorAll('.chart').length === 4");

    assertThat(page.text("#figures"))
        .contains("accounts", "31", "of 31 found", "analytics lag", "age of REST data");
    assertThat(page.text("#accounts")).contains("Acme Corporation", "hobby");
    assertThat(page.evaluate("document.querySelectorAll('.chart')[1].getAttribute('aria-label')"))
        .asString()
        .startsWith("GraphQL calls in 5 min")
        .contains("budget 2,000");
    assertThat(page.evaluate("document.querySelector('#demo').hidden")).isEqualTo(true);
    part("system");
    page.await("document.querySelector('#runtime').innerText.includes('heap')");
    assertThat(page.text("#budgets")).contains("graphql", "of 2,000", "rest", "of 1,200");
    assertThat(page.text("#nodes")).contains("this node", "3 accounts");
  }

  @Test
  void zones_areShownWithTheirState_freeOnesToo() throws Exception {
    page.click("#accounts tr:nth-child(1) .opener");
    page.await("document.querySelector('#accounts tr:nth-child(2) .kinds tbody tr')");
    page.click("#accounts tr:nth-child(2) .zones-list > summary");
    page.await("document.querySelector('#accounts tr:nth-child(2) .zones-list tbody tr')");

    assertThat(page.text("#accounts tr:nth-child(2) .zones-list"))
        .contains(".example", "collected");
  }

  @Test
  void queryKind_isFollowedDown_toItsDatasetsAndItsLastDocument() throws Exception {
    page.click("#accounts tr:nth-child(1) .opener");
    page.await("document.querySelector('#accounts tr:nth-child(2) .kinds tbody tr')");
    String kind = "#accounts tr:nth-child(2) .kinds tr:has(> th > [title=http-metrics])";
    page.click(kind + " .opener");
    page.await(
        "document.querySelector('" + kind + " + tr').innerText.includes('httpRequests1mGroups')");

    page.await("(() => { const more = document.querySelector('" + kind
        + " + tr details'); more.open = true; return more.innerText.includes('viewer'); })()");
    assertThat(page.text(kind + " + tr"))
        .contains("cloudflare_zone_requests_total", "Sent at")
        .doesNotContain(Tokens.DEMO);
    assertThat(page.evaluate("location.hash")).asString().contains("open=");
  }

  @Test
  void zone_isFoundByPartOfItsName_andTheAddressRemembers() throws Exception {
    page = browser.open(exporter.baseUrl() + "/#tab=zones&zone=client-2");
    page.await("document.querySelectorAll('#zones-found tbody tr').length > 3");

    assertThat(page.text("#zones-found")).contains("client-22.example", "Agency", "collected");
    page.type("#zone-words", "client-22 example");
    page.await("document.querySelectorAll('#zones-found tbody tr').length === 1");
    assertThat(page.evaluate("location.hash")).asString().contains("zone=client-22+example");
  }

  @Test
  void values_areLookedAtWhileTheyChange() throws Exception {
    part("metrics");
    page.type("#live-name", "cloudflare_zone_requests_total");
    page.type("#live-words", "acme.example");
    page.await("document.querySelectorAll('#live tbody tr').length >= 1");
    assertThat(page.text("#live")).contains("zone=\"acme.example\"");
    page.await("document.querySelector('#live').innerText.includes('+')", LONGEST_BACK_OFF);
  }

  @Test
  void events_andTheEndOfTheLog_areShown() throws Exception {
    part("events");
    page.await("document.querySelector('#events').innerText.includes('The exporter has started.')");
    page.await("document.querySelector('#log').innerText.includes('ready: ')");
    page.type("#log-words", "ready:");
    page.await("document.querySelectorAll('#log > li').length === 1");
    assertThat(page.text("#part-events")).doesNotContain(Tokens.DEMO);
  }

  @Test
  void scrapeConfiguration_isRight() throws Exception {
    Programs.need("/usr/bin/promtool");
    part("connect");
    String text = page.text("#connect-prometheus");
    Path file = Files.writeString(directory.resolve("prometheus.yaml"), text);

    Programs.Ended ended = Programs.run(
        directory.resolve("promtool"),
        Map.of(),
        "/usr/bin/promtool",
        "check",
        "config",
        file.toString());

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(text).contains("'" + exporter.baseUrl().replace("http://", "") + "'");
    assertThat(page.text("#connect-operator")).contains("kind: ServiceMonitor", "path: /metrics");
  }

  @Test
  void noPart_keepsAnybodyOut_inEitherTheme() throws Exception {
    Axe.need();
    page.click("#accounts tr:nth-child(1) .opener");
    for (String theme : List.of("light", "dark")) {
      if (theme.equals("dark")) {
        page.preferDark();
      }
      for (Map.Entry<String, String> filled : FILLED.entrySet()) {
        part(filled.getKey());
        page.await("document.querySelector('" + filled.getValue() + "')");
        assertThat(Axe.violations(page)).as(filled.getKey() + ", " + theme).isEmpty();
      }
    }
  }

  @Test
  void failingAccount_isFollowed() throws Exception {
    String account = cloudflare.world().accounts().get(0).id();
    page.await("!document.querySelector('#verdict').innerText.includes('Acme')");
    part("events");
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
      page.await(
          "document.querySelector('#verdict-word').innerText"
              + ".startsWith('Analytics of account Acme Corporation do not come from Cloudflare since')");
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
    part("check");
    page.await("document.querySelector('#check').innerText.includes('active, does not expire')");
    assertThat(page.text("#check"))
        .contains("account Acme Corporation", "sources in use", "GraphQL calls in five minutes");
  }

  @Test
  void everyWidth_fits() throws Exception {
    page.click("#accounts tr:nth-child(1) .opener");
    for (String name : List.of("config", "metrics", "events", "connect", "system", "accounts")) {
      part(name);
      for (int width : new int[] {1280, 800, 390, 360}) {
        page.resize(width, 2600);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
            .as("nothing of %s sticks out at a width of %s", name, width)
            .isEqualTo(true);
      }
    }
  }
}
