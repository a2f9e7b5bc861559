package io.github.cfexporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.settings.values.KindChoice;
import io.github.cfexporter.settings.values.KindChoices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The setting queryKinds, wherever it is written. */
@Tag("unit")
class KindChoicesTest {
  private static final MetricNames KNOWN = MetricNames.of(Set::of)
      .with(() -> Map.of("dns-metrics", Set.of("interval", "delay", "hosts"), "ssl", Set.of()));

  @Test
  void everyChoice_isRead() {
    KindChoices choices = read(
        "dns-metrics: off, a-b: {interval: 300, delay: 60s, hosts: [a.example, \"b:1\"]}, c: on");

    assertThat(choices.of("dns-metrics").on()).contains(false);
    assertThat(choices.of("c").on()).contains(true);
    assertThat(choices.of("other")).isEqualTo(KindChoice.NONE);
    assertThat(choices.of("a-b"))
        .isEqualTo(new KindChoice(
            Optional.of(true),
            Optional.of(Duration.ofMinutes(5)),
            Optional.of(Duration.ofMinutes(1)),
            Map.of("hosts", List.of("a.example", "b:1"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dns-metrics: off",
        "a: on, b: {interval: 300, delay: 60, hosts: [a, 'b, \"c\"', \"d: e\"]}"
      })
  void whatIsWritten_isReadAgain(String text) {
    assertThat(KindChoices.parse(read(text).text())).isEqualTo(read(text));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      dns-metrics            | : is missing before the end
      dns-metrics: maybe     | dns-metrics must be on, off or a mapping in braces, not maybe
      a: on b: on            | , is missing before b
      a: on, a: off          | a is there twice
      a: {interval: soon}    | interval must be whole seconds
      a: {x: 1, x: 2}        | x of a is there twice
      a: {x: [1}             | , is missing before }
      a: {x: 1               | , is missing before the end
      a: "on                 | a quote is not closed
      9: on                  | 9 is not a name
      """)
  void mistake_isToldWithWhatIsAllowed(String text, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("queryKinds")
        .hasMessageContaining("allowed is names of query kinds")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      dns-metric: off           | "dns-metric" is none, similar are dns-metrics
      dns-metrics: {host: a}    | on or off for dns-metrics, or a mapping of delay, hosts, interval; bad: host
      ssl: {interval: 60}       | on or off for ssl; bad: interval
      """)
  void kindOrKeyThatThereIsNot_isRefused(String text, String problem) {
    assertThatThrownBy(() -> Settings.read(
            new Sources(Map.of(), Map.of("QUERY_KINDS", text), Map.of(), file -> ""), KNOWN))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(problem);
  }

  private static KindChoices read(String text) {
    return Settings.read(new Sources(Map.of(), Map.of("QUERY_KINDS", text), Map.of(), file -> ""))
        .get(Tunables.QUERY_KINDS);
  }
}
