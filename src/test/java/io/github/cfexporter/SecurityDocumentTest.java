package io.github.cfexporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.Deployment;
import io.github.cfexporter.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What security.md promises is shown by tests that exist, and done by settings that exist. */
@Tag("unit")
class SecurityDocumentTest {
  private static final Path DOCUMENT = Path.of("src/site/markdown/security.md");
  private static final Pattern SECTION = Pattern.compile("(?m)^## ");
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+Test)`");
  private static final Pattern VARIABLE = Pattern.compile("`([A-Z]+(?:_[A-Z]+)+)[`=]");

  @Test
  void everySection_namesTests_thatExist() throws IOException {
    Set<String> existing;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      existing = files
          .map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
          .collect(Collectors.toSet());
    }
    List<String> sections =
        SECTION.splitAsStream(Files.readString(DOCUMENT)).skip(1).toList();

    assertThat(sections).hasSizeGreaterThan(5).allSatisfy(section -> {
      List<String> named = all(TEST, section);
      assertThat(named).isNotEmpty();
      assertThat(existing).containsAll(named);
    });
  }

  @Test
  void everyVariableNamed_isASetting() throws IOException {
    Set<String> known = Deployment.ALL.stream().map(Setting::variable).collect(Collectors.toSet());

    assertThat(known).containsAll(all(VARIABLE, Files.readString(DOCUMENT)));
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
