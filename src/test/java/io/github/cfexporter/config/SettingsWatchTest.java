package io.github.cfexporter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.Origin;
import io.github.cfexporter.settings.Tunables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SettingsWatchTest extends SettingsWatchFixture {
  @Test
  void changedFile_actsWithinTwoSeconds() throws IOException {
    Files.writeString(file, "queryLimit: 7\nscrapeDelaySeconds: 10\n");

    look(2_000);

    assertThat(queryLimit()).isEqualTo(7);
    assertThat(live.get().origin(Tunables.LOG_LEVEL)).isEqualTo(Origin.DEFAULT);
    assertThat(live.get().text(Tunables.SCRAPE_DELAY))
        .as("the environment is stronger")
        .isEqualTo("90");
    assertThat(mistakes).isEmpty();
  }

  @Test
  void fileRenamedOver_isSeen() throws IOException {
    Path next = Files.writeString(directory.resolve("next"), "queryLimit: 8\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

    look(2_000);

    assertThat(queryLimit()).isEqualTo(8);
  }

  @Test
  void linkThatLeadsElsewhere_isSeen() throws IOException {
    Path first = Files.writeString(directory.resolve("v1"), "queryLimit: 1\n");
    Path second = Files.writeString(directory.resolve("v2"), "queryLimit: 2\n");
    Files.delete(file);
    Files.createSymbolicLink(file, first);
    open();

    Files.delete(file);
    Files.createSymbolicLink(file, second);
    look(2_000);

    assertThat(queryLimit()).isEqualTo(2);
  }

  @Test
  void halfWrittenFile_isPassedOver() throws IOException {
    List<String> steps = List.of("", "queryLimit: 1", "queryLimit: 12\nlog", "queryLimit: 12\n");
    for (String step : steps) {
      Files.writeString(file, step);
      look(LOOK);
      assertThat(queryLimit()).isEqualTo(5);
    }
    look(2_000);

    assertThat(queryLimit()).isEqualTo(12);
    assertThat(mistakes).isEmpty();
  }

  @Test
  void brokenFile_changesNothing_andIsToldOnce() throws IOException {
    Files.writeString(file, "queryLimit: [\n");

    look(60_000);

    assertThat(queryLimit()).isEqualTo(5);
    assertThat(mistakes).hasSize(1);
    assertThat(mistakes.get(0).toString()).startsWith("exporter.yaml line 2: not valid YAML");
  }

  @Test
  void refusedValue_changesNothing_andIsToldOnceWithKeyValueAndRule() throws IOException {
    Files.writeString(file, "queryLimit: 7\nscrapeDelaySeconds: soon\nnonsense: 1\n");

    look(60_000);

    assertThat(queryLimit()).isEqualTo(5);
    assertThat(mistakes)
        .extracting(Mistake::toString)
        .satisfiesExactly(
            m -> assertThat(m)
                .isEqualTo("scrapeDelaySeconds: configuration file \"soon\" is refused,"
                    + " allowed is an integer of 0 or more"),
            m -> assertThat(m).startsWith("nonsense: is not a key; keys are queryLimit, "));
  }

  @Test
  void emptyFile_changesNothing_andIsToldOnce() throws IOException {
    Files.writeString(file, " \n");

    look(60_000);

    assertThat(queryLimit()).isEqualTo(5);
    assertThat(mistakes).hasSize(1);
  }

  @Test
  void deletedFile_changesNothing_untilItIsBack() throws IOException {
    Files.delete(file);
    look(60_000);
    assertThat(queryLimit()).isEqualTo(5);
    assertThat(mistakes).hasSize(1);

    Files.writeString(file, "queryLimit: 9\n");
    look(2_000);
    assertThat(queryLimit()).isEqualTo(9);
  }

  @Test
  void fileOfComments_setsNothingAnyMore() throws IOException {
    Files.writeString(file, "# queryLimit: 5\n");

    look(2_000);

    assertThat(live.get().origin(Tunables.QUERY_LIMIT)).isEqualTo(Origin.DEFAULT);
  }

  @Test
  void mendedFile_actsAgain_andTheNextMistakeIsToldToo() throws IOException {
    for (String text : List.of("queryLimit: x\n", "queryLimit: 6\n", "queryLimit: x\n")) {
      Files.writeString(file, text);
      look(2_000);
    }

    assertThat(queryLimit()).isEqualTo(6);
    assertThat(mistakes).hasSize(2);
  }

  /** cases.md 23. */
  @Test
  void reload_actsAtOnce_andComplainsAgain() throws IOException {
    Files.writeString(file, "queryLimit: 7\n");
    Files.writeString(token, "second-token\n");
    watch.reload().await();
    assertThat(queryLimit()).isEqualTo(7);
    assertThat(live.get().credentials().get(0).secret().reveal()).isEqualTo("second-token");

    Files.writeString(file, "queryLimit: x\n");
    watch.reload().await();
    watch.reload().await();
    assertThat(queryLimit()).isEqualTo(7);
    assertThat(mistakes).hasSize(2);
  }

  /** cases.md 21: neither a device nor what is far too large is read, and what held before stays. */
  @Test
  void whatIsNoSmallFile_isRefused() throws IOException {
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/dev/zero"));
    Files.delete(token);
    Files.createSymbolicLink(token, Path.of("/dev/zero"));
    Files.writeString(password, "p".repeat(SmallFile.LARGEST + 1));

    look(2_000);

    assertThat(queryLimit()).isEqualTo(5);
    assertThat(live.get().credentials().get(0).secret().reveal()).isEqualTo("first-token");
    assertThat(mistakes)
        .extracting(Mistake::toString)
        .satisfiesExactlyInAnyOrder(
            m -> assertThat(m).contains(file + ": cannot be read: it is a pipe or device"),
            m -> assertThat(m).contains(token + ": is unreadable (it is a pipe or device)"),
            m -> assertThat(m).contains(password + ": is unreadable (it is larger than 1 MiB)"));
  }
}
