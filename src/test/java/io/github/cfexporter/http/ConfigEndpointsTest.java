package io.github.cfexporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Tunables;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the configuration endpoints show and take. */
@Tag("unit")
class ConfigEndpointsTest extends ConfigEndpointsFixture {
  @Test
  void everyKey_isShownWithValueAndSource() {
    JsonObject config = new JsonObject(http.get("/config").body());

    assertThat(config.fieldNames())
        .containsExactlyElementsOf(Tunables.ALL.stream().map(Setting::name).toList());
    assertThat(config.getJsonObject("queryLimit"))
        .isEqualTo(new JsonObject("{\"value\": 50, \"source\": \"environment\"}"));
    assertThat(config.getJsonObject("cfZones"))
        .isEqualTo(new JsonObject("{\"value\": null, \"source\": \"default\"}"));
    assertThat(config.getJsonObject("excludeHost").getValue("value")).isEqualTo(false);
    assertThat(http.send("HEAD", "/config", "").statusCode()).isEqualTo(200);
  }

  @Test
  void oneKey_isShownByName() {
    assertThat(new JsonObject(http.get("/config/logLevel").body()))
        .isEqualTo(new JsonObject(
            "{\"key\": \"logLevel\", \"value\": \"info\", \"source\": \"default\"}"));
  }

  @Test
  void overriddenValue_isAnsweredWithTheWholeConfiguration() {
    HttpResponse<String> answer = put("/config/queryLimit", "{\"value\": 7}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body())).hasSize(Tunables.ALL.size());
    assertThat(new JsonObject(answer.body()).getJsonObject("queryLimit"))
        .isEqualTo(new JsonObject("{\"value\": 7, \"source\": \"override\"}"));
    assertThat(new JsonObject(http.get("/config/defaults").body()).getJsonObject("queryLimit"))
        .isEqualTo(new JsonObject("{\"value\": 50, \"source\": \"environment\"}"));
  }

  @Test
  void deletedOverride_givesTheWeakerSourceItsValueBack() {
    put("/config/queryLimit", "{\"value\": 7}");
    put("/config/logLevel", "{\"value\": \"debug\"}");

    HttpResponse<String> one = http.send("DELETE", "/config/queryLimit", "");
    assertThat(source(one, "queryLimit")).isEqualTo("environment");
    assertThat(source(one, "logLevel")).isEqualTo("override");

    HttpResponse<String> all = http.send("DELETE", "/config", "");
    assertThat(source(all, "logLevel")).isEqualTo("default");
    assertThat(http.send("DELETE", "/config/queryLimit", "").statusCode())
        .as("nothing left to remove")
        .isEqualTo(200);
  }

  static Stream<Setting<?>> everySetting() {
    return Tunables.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("everySetting")
  void everyKey_takesItsOwnDefault_andRefusesWrongTypes(Setting<?> setting) {
    String path = "/config/" + setting.name();
    Object value = new JsonObject(http.get("/config/defaults").body())
        .getJsonObject(setting.name())
        .getValue("value");

    assertThat(put(path, new JsonObject().put("value", value).encode()).statusCode())
        .isEqualTo(200);
    for (Object wrong : List.of(new JsonObject(), 1.5, new JsonArray().add(1), -1, "\u0000 ?")) {
      HttpResponse<String> refused =
          put(path, new JsonObject().put("value", wrong).encode());
      assertError(refused, 400);
      assertThat(refused.body()).contains(setting.name()).contains("allowed");
    }
  }

  static Stream<Arguments> goodValues() {
    return Stream.of(
        Arguments.of("queryLimit", "1", 1),
        Arguments.of("scrapeDelaySeconds", "0", 0),
        Arguments.of("excludeHost", "\"TRUE\"", true),
        Arguments.of("excludeHost", "0", false),
        Arguments.of("logLevel", "\"WARN\"", "warn"),
        Arguments.of("cfZones", "null", null),
        Arguments.of("cfZones", "[\"a\", \"b\"]", "a,b"),
        Arguments.of("cfAccounts", "\"a, b\"", "a,b"),
        Arguments.of("metricsDenylist", "[\"a_total\"]", "a_total"),
        Arguments.of("metricsDenylist", "\"\"", ""));
  }

  @ParameterizedTest
  @MethodSource("goodValues")
  void values_areReadAsTheirKeyHasThem(String key, String json, Object expected) {
    HttpResponse<String> answer = put("/config/" + key, "{\"value\": " + json + "}");

    assertThat(new JsonObject(answer.body()).getJsonObject(key).getValue("value"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      queryLimit      | 0               | queryLimit: runtime value "0" is refused, allowed is an integer of 1 or more
      queryLimit      | "many"          | queryLimit: runtime value "many" is refused, allowed is an integer of 1 or more
      queryLimit      | null            | queryLimit: runtime value "null" is refused, allowed is an integer of 1 or more
      queryLimit      | 99999999999     | queryLimit: runtime value "99999999999" is refused, allowed is an integer of 1 or more, at most 2147483647
      excludeHost     | "yes"           | excludeHost: runtime value "yes" is refused, allowed is true or false (any case), 1 or 0
      logFormat       | "xml"           | logFormat: runtime value "xml" is refused, allowed is one of json, pretty
      metricsDenylist | "a_totl"        | metricsDenylist: runtime value "a_totl" is refused, allowed is a list of metrics that are served; "a_totl" is none, similar are a_total, b
      """)
  void refusedValue_isToldWithKeyValueAndRule(String key, String json, String error) {
    HttpResponse<String> refused = put("/config/" + key, "{\"value\": " + json + "}");

    assertError(refused, 400);
    assertThat(new JsonObject(refused.body()).getString("error")).isEqualTo(error);
    assertThat(overrides.stored).isEmpty();
  }
}
