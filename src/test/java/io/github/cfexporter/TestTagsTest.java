package io.github.cfexporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each test has one tag, by its package, so that a part of them can be run: {@code rig} for a whole
 * node in virtual time, {@code system} for processes, {@code unit} for all others but those that are as
 * slow as a system. What {@code scripts/check} leaves out is thus never left out by mistake.
 */
@Tag("unit")
class TestTagsTest {
  private static final Path SOURCES = Path.of("src", "test", "java", "io", "github", "cfexporter");

  private static final Pattern TAG = Pattern.compile("(?m)^@(?:Arch)?Tag\\(\"(\\w+)\"\\)$");

  private static final Pattern TEST =
      Pattern.compile("(?m)^\\s*@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|ArchTest)\\b");

  @Test
  void tests_haveTheTagOfTheirPackage() throws IOException {
    List<Path> tests =
        sources().filter(file -> file.toString().endsWith("Test.java")).toList();

    assertThat(tests)
        .hasSizeGreaterThan(100)
        .allSatisfy(test ->
            assertThat(tags(test)).as("tags of %s", test).singleElement().isIn(possible(test)));
  }

  /** Tests are found by their names, so a test of another name would never run. */
  @Test
  void tests_endInTest() throws IOException {
    List<Path> others = sources()
        .filter(file -> TEST.matcher(text(file)).find())
        .filter(file -> !file.toString().endsWith("Test.java"))
        .filter(file -> !text(file).contains("\nabstract class "))
        .toList();

    assertThat(others).isEmpty();
  }

  private static List<Object> possible(Path test) {
    return switch (SOURCES.relativize(test).getName(0).toString()) {
      case "rig" -> List.of("rig");
      case "system" -> List.of("system");
      default -> List.of("unit", "system");
    };
  }

  private static List<String> tags(Path test) {
    return TAG.matcher(text(test)).results().map(tag -> tag.group(1)).toList();
  }

  private static Stream<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
