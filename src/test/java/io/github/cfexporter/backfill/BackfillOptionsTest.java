package io.github.cfexporter.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the command line of a backfill may say. */
@Tag("unit")
class BackfillOptionsTest {
  @Test
  void now_isTheNewestCompleteMinute() {
    BackfillOptions options = BackfillOptions.parse(
            List.of("--from", "2026-11-01", "--output", "history.om"), 1_795_000_077)
        .until(1_794_999_777);

    assertThat(options.from()).isEqualTo(1_793_491_200);
    assertThat(options.to()).isEqualTo(1_794_999_720);
    assertThat(options.step()).isEqualTo(60);
    assertThat(options.state()).hasToString("history.om.state");
  }

  @Test
  void settingsStandAmongThem() {
    List<String> arguments = List.of(
        "--from=2026-11-01", "--query-limit=70", "--output", "history.om", "--labels=job=a,b=c");

    BackfillOptions options = BackfillOptions.parse(arguments, 1_795_000_077);

    assertThat(options.from()).isEqualTo(1_793_491_200);
    assertThat(options.labels()).isEqualTo("job=a,b=c");
    assertThat(BackfillOptions.settings(arguments)).containsExactly("--query-limit=70");
  }

  @Test
  void badArguments_areNamed_withTheirValueAndWhatIsAllowed() {
    assertRefused("--form: is not an option of a backfill; those are --accounts", "--form", "x");
    assertRefused("--from: has no value, allowed is --from value", "--from");
    assertRefused("--from: is given a second time", "--from", "now", "--from=now");
    assertRefused("--output: or --remote-write must be given", "--from", "2026-01-01");
    assertValueRefused("--from", "yesterday", "a day such as 2026-11-01");
    assertValueRefused("--from", "2026-02-30", "a day such as 2026-11-01");
    assertValueRefused("--to", "tomorrow", "an instant such as");
    for (String step : new String[] {"90s", "0", "-60s", "1m", "", "60.0"}) {
      assertValueRefused("--step", step, "whole minutes in seconds, such as 60s");
    }
    assertValueRefused("--output", "nowhere/history.om", "a file in a directory that exists");
    assertValueRefused("--state", "nowhere/state", "a file in a directory that exists");
  }

  @Test
  void badLabels_areNamed() {
    for (String labels :
        new String[] {"job", "job=", "=x", "1a=b", "zone=x", "__name__=x", "a-b=c"}) {
      assertValueRefused("--labels", labels, "a list of name=value separated by commas");
    }
  }

  @Test
  void badUrls_areNamed_withoutTheirSecret() {
    for (String url :
        new String[] {"localhost:9090", "ftp://host/", "http://", "", "http://h:99999/"}) {
      assertValueRefused("--exporter", url, "absolute http or https URL of the metrics");
      assertRefused(
          "--remote-write: \"" + url + "\" is refused, allowed is the absolute http or https URL",
          "--remote-write",
          url);
    }
    assertThatThrownBy(() -> parse("--from", "now", "--remote-write", "http://user:secret@host/"))
        .hasMessageContaining("--remote-write: ")
        .hasMessageContaining("without a user")
        .hasMessageNotContaining("secret");
  }

  @Test
  void badSelections_areNamed() {
    assertValueRefused("--zones", ",", "");
    assertValueRefused("--accounts", ",", "");
  }

  @Test
  void emptyRange_isRefused() {
    BackfillOptions options = parse("--from", "now", "--output", "history.om");

    assertThatThrownBy(() -> options.until(1_799_999_000))
        .hasMessageContaining(
            "--from: \"2027-01-15T08:00:00Z\" is refused, allowed is what lies before")
        .hasMessageContaining("2027-01-15T07:43:00Z");
  }

  private static BackfillOptions parse(String... arguments) {
    return BackfillOptions.parse(List.of(arguments), 1_800_000_000);
  }

  private static void assertRefused(String problem, String... arguments) {
    assertThatThrownBy(() -> parse(arguments)).hasMessageContaining(problem);
  }

  private static void assertValueRefused(String name, String value, String allowed) {
    List<String> arguments = new ArrayList<>(List.of(name, value));
    for (String needed : List.of("--from=2026-01-01", "--output=history.om")) {
      if (!needed.startsWith(name)) {
        arguments.add(needed);
      }
    }
    assertThatThrownBy(() -> parse(arguments.toArray(String[]::new)))
        .hasMessageContaining(name + ": \"" + value + "\" is refused, allowed is ")
        .hasMessageContaining(allowed);
  }
}
