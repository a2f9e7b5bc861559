package io.github.cfexporter.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the command line of a backfill may say. */
@Tag("unit")
class BackfillOptionsTest {
  @Test
  void now_isTheNewestCompleteMinute() {
    BackfillOptions options = BackfillOptions.parse(
        List.of("--from", "2026-11-01", "--output", "history.om"), 1_795_000_077, 1_794_999_777);

    assertThat(options.from()).isEqualTo(1_793_491_200);
    assertThat(options.to()).isEqualTo(1_794_999_720);
    assertThat(options.step()).isEqualTo(60);
    assertThat(options.state()).hasToString("history.om.state");
  }

  @Test
  void settingsStandAmongThem() {
    List<String> arguments = List.of(
        "--from=2026-11-01", "--query-limit=70", "--output", "history.om", "--labels=job=a,b=c");

    BackfillOptions options = BackfillOptions.parse(arguments, 1_795_000_077, 1_794_999_777);

    assertThat(options.from()).isEqualTo(1_793_491_200);
    assertThat(options.labels()).isEqualTo("job=a,b=c");
    assertThat(BackfillOptions.settings(arguments)).containsExactly("--query-limit=70");
  }

  @Test
  void badArguments_areNamed() {
    assertThatThrownBy(() -> BackfillOptions.parse(List.of("--form", "x"), 0, 0))
        .hasMessageContaining("--form: ")
        .hasMessageContaining("--from");
    assertThatThrownBy(() -> BackfillOptions.parse(
            List.of("--from", "yesterday", "--output", "x"), 1_000_000, 1_000_000))
        .hasMessageContaining("--from: \"yesterday\"")
        .hasMessageContaining("2026-11-01");
    assertThatThrownBy(() -> BackfillOptions.parse(List.of("--from", "2026-01-01"), 0, 0))
        .hasMessageContaining("--output: or --remote-write must be given");
    assertThatThrownBy(() -> BackfillOptions.parse(
            List.of("--from", "2026-01-01", "--step", "90s", "--output", "x"),
            1_800_000_000,
            1_800_000_000))
        .hasMessageContaining("--step: \"90s\"");
  }
}
