package io.github.cfexporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.settings.Rule.Form;
import io.github.cfexporter.settings.values.LogLevel;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class RulesTest {
  private static final Rule<Integer> POSITIVE = Rules.integer(1);
  private static final Rule<Set<String>> IDS = Rules.items(Form.LIST, "ids", "[\\w-]+");

  @ParameterizedTest
  @CsvSource({"1, 1", "300, 300", "' 60 ', 60", "2147483647, 2147483647"})
  void integer_isPlainDecimalDigits(String text, int value) {
    assertThat(POSITIVE.read(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "0", "-1", "-0", "+1", "0123", "1e3", "10_000", "10,000", "10 000", "0x10", "1.0",
        "1.5", "true", "null", "NaN", "\u0661", "\uFF11", "1L", "\u22121"
      })
  void integer_refusesEverythingElse(String text) {
    assertThatThrownBy(() -> POSITIVE.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an integer of 1 or more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2147483648", "9223372036854775807", "9223372036854775808", "9999999999999999999"})
  void integerTooLarge_isRefusedWithItsLimit(String text) {
    assertThatThrownBy(() -> POSITIVE.read(text)).hasMessageStartingWith("an integer of 1 or more");
  }

  @ParameterizedTest
  @CsvSource({"0, true", "65535, true", "65536, false", "-1, false", "99999999999999999999, false"})
  void port_endsAt65535(String text, boolean accepted) {
    assertThat(accepts(Deployment.PORT.rule(), text)).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "TRUE, true",
    "True, true",
    "1, true",
    "' true ', true",
    "false, false",
    "FALSE, false",
    "False, false",
    "0, false"
  })
  void flag_isWhatItSays(String text, boolean value) {
    assertThat(Rules.flag().read(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yes",
        "no",
        "on",
        "off",
        "t",
        "f",
        "2",
        "-1",
        "00",
        "01",
        "true-like",
        "truefalse",
        "\"true\"",
        "null",
        "tr\u00FCe",
        "1.0"
      })
  void flag_refusesLookalikes(String text) {
    assertThatThrownBy(() -> Rules.flag().read(text))
        .hasMessage("true or false (any case), 1 or 0");
  }

  @Test
  void choice_isReadInAnyCase_andWrittenInLower() {
    assertThat(Tunables.LOG_LEVEL.rule().read(" WARN ")).isEqualTo(LogLevel.WARN);
    assertThat(Tunables.LOG_LEVEL.rule().write(LogLevel.WARN)).isEqualTo("warn");
    assertThatThrownBy(() -> Tunables.LOG_LEVEL.rule().read("warning"))
        .hasMessage("one of debug, info, warn, error");
    assertThatThrownBy(() -> Tunables.RATE_LIMIT_MODE.rule().read("zone"))
        .hasMessage("one of token, account, auto");
  }

  @Test
  void list_isTrimmedAndWithoutRepeats_inTheOrderGiven() {
    assertThat(IDS.read(" b , a,b,\tc-1_ ")).containsExactly("b", "a", "c-1_");
    assertThat(IDS.read("")).isEmpty();
    assertThat(IDS.read("  ")).isEmpty();
  }

  @Test
  void list_namesItsBadItems() {
    assertThatThrownBy(() -> IDS.read("a,b c,d;e")).hasMessage("ids; bad: \"b c\", \"d;e\"");
  }

  /** cases.md 18. */
  @Test
  void list_forgivesCommasTooMany_butNotCommasAlone() {
    assertThat(IDS.read("ZONE1,")).containsExactly("ZONE1");
    assertThat(IDS.read(" ,a, ,b,,")).containsExactly("a", "b");
    assertThatThrownBy(() -> IDS.read(" , "))
        .as("meant to be something, and must not select everything")
        .hasMessage("ids; there is none between the commas");
  }

  /** cases.md 18. */
  @Test
  void zonesAndAccounts_areGivenByIdOrName() {
    assertThat(Tunables.ZONES.rule().read("my-zone.example, B\u00FCcher.example,023E105f"))
        .containsExactly("my-zone.example", "B\u00FCcher.example", "023E105f");
    assertThat(Tunables.ACCOUNTS.rule().read("Ann's Account, new-name"))
        .containsExactly("Ann's Account", "new-name");
    assertThat(accepts(Tunables.ZONES.rule(), "\"my-zone.example\"")).isFalse();
    assertThat(accepts(Tunables.ZONES.rule(), "${ZONES}")).isFalse();
  }

  @Test
  void denylist_takesMetricNamesOnly() {
    assertThat(Tunables.METRICS_DENYLIST.rule().read("cloudflare_zone_requests_total"))
        .hasSize(1);
    assertThat(accepts(Tunables.METRICS_DENYLIST.rule(), "cloudflare-zone")).isFalse();
    assertThat(accepts(Tunables.METRICS_DENYLIST.rule(), "1up")).isFalse();
  }

  static boolean accepts(Rule<?> rule, String text) {
    try {
      rule.read(text);
      return true;
    } catch (IllegalArgumentException refusal) {
      return false;
    }
  }
}
