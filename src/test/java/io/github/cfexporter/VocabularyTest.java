package io.github.cfexporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One name for each notion, and that the field's: words that once stood here for what the glossary
 * calls otherwise do not come back, in code, comments, logs or documents. The simulator has its own
 * world and is left out.
 */
@Tag("unit")
class VocabularyTest {
  private static final List<Path> WHERE =
      List.of(Path.of("src/main"), Path.of("src/site"), Path.of("README.md"), Path.of("conf"));

  /** As whole words; as names of types they begin with a capital. */
  private static final Pattern RETIRED = Pattern.compile("\\b(?:Doors?|Ways?|Boarding|Packing|Cell"
      + "|Errands?|Leg|CounterKey|CounterId|Asking|Settling|Fetching|Joining|Targeting|Overriding"
      + "|Crew|Hand|Seat|Muster|Farewell|Reigns?|Ground|Pace|Roster|Shelf|Ledger|Said|Complaints?"
      + "|Blame|Bulletins?|Directory|Places|Display|Board|Track|Pieces?|Troubles|Verdict"
      + "|standsAt|looksOtherwise|crews?|seats?|musters?|farewells?|reigns?|reigned|rosters?"
      + "|errands?|bulletins?|complaints?|shelf)\\b");

  @Test
  void retiredWords_areGone() throws IOException {
    List<String> found = new ArrayList<>();
    int files = 0;
    for (Path root : WHERE) {
      for (Path file : texts(root)) {
        files++;
        Matcher matcher = RETIRED.matcher(Files.readString(file));
        while (matcher.find()) {
          found.add(file + ": " + matcher.group());
        }
      }
    }

    assertThat(files).isGreaterThan(300);
    assertThat(found).isEmpty();
  }

  @Test
  void pattern_findsWholeWordsOnly() {
    assertThat(RETIRED.matcher("new Crew(), a seat").results()).hasSize(2);
    assertThat(RETIRED.matcher("foreign, DataDirectory, handshake").results()).isEmpty();
  }

  private static List<Path> texts(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(java|md|yaml|html|js|css|xml)"))
          .filter(file -> !file.toString().contains("/simulator/"))
          .toList();
    }
  }
}
