package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.Tunables;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is changed on the page: settings, and metrics that are denied. */
@Tag("system")
class PageChangesTest extends PageFixture {
  private static final String QUERY_LIMIT = "#value-queryLimit";
  private static final String MESSAGE = "#message-queryLimit";

  @Test
  void metric_isDeniedAfterSayingWhatThatSaves_andAllowedAgain() throws Exception {
    String name = "cloudflare_zone_requests_by_method_total";
    String button = "[data-family=" + name + "]";
    part("metrics");
    page.type("#family-words", "by_method");
    page.await("document.querySelectorAll('#families > tr').length === 1");
    page.click(button);
    assertThat(page.text(button))
        .contains("Really deny? It saves")
        .endsWith("and all calls of request-method-metrics");
    page.click(button);
    page.await("document.querySelector('" + button + "').innerText === 'Allow'");
    assertThat(config("metricsDenylist").getString("value")).isEqualTo(name);
    assertThat(page.text("#families-message")).contains("is denied, which saves");

    page.click(button);
    page.await("document.querySelector('" + button + "').innerText === 'Deny'");
    assertThat(config("metricsDenylist").getValue("value")).isIn("", null);
  }

  @Test
  void value_isChangedAndReset_byKeyboard() throws Exception {
    openConfiguration();
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
    openConfiguration();
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
    openConfiguration();
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
    openConfiguration();
    page.evaluate("(choice => { choice.value = 'warn';"
        + " choice.dispatchEvent(new Event('input', {bubbles: true})); })"
        + "(document.querySelector('#value-logLevel'))");
    page.click("tr:has(#value-logLevel) button[type=submit]");
    page.await("document.querySelector('#message-logLevel').textContent === 'Saved.'");

    assertThat(config("logLevel").getString("value")).isEqualTo("warn");
    put("logLevel", "\"info\"");
  }

  private void openConfiguration() throws Exception {
    part("config");
    page.await("document.querySelector('#config-count').textContent !== ''");
    assertThat(page.evaluate("document.querySelectorAll('#config > tr').length"))
        .isEqualTo(Tunables.ALL.size());
  }

  private static JsonObject config(String key) throws Exception {
    return new JsonObject(exporter.get("/config/" + key).body());
  }

  private static void put(String key, String json) throws Exception {
    exporter.put("/config/" + key, "{\"value\": " + json + "}");
  }
}
