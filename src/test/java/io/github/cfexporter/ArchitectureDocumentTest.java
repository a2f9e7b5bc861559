package io.github.cfexporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What architecture.md names is there. */
@Tag("unit")
class ArchitectureDocumentTest {
  private static final Path DOCUMENT = Path.of("src/site/markdown/architecture.md");
  private static final Path ROOMS = Path.of("src/main/java/io/github/cfexporter");
  private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]\\w+)`");
  private static final Pattern LINKED = Pattern.compile("\\[(\\w+)]\\([^)]*/(\\w+)\\.java\\)");
  private static final Pattern ROOM = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

  @Test
  void everyType_exists() throws IOException {
    Set<String> existing = names("src", ".java");

    assertThat(all(TYPE)).hasSizeGreaterThan(15).isSubsetOf(existing);
  }

  @Test
  void everyRoom_isInTheTable() throws IOException {
    try (Stream<Path> entries = Files.list(ROOMS)) {
      Set<String> rooms = entries
          .filter(Files::isDirectory)
          .map(room -> room.getFileName().toString())
          .filter(room -> !room.equals("simulator"))
          .collect(Collectors.toSet());

      assertThat(all(ROOM)).isEqualTo(rooms);
    }
  }

  @Test
  void everyRoomWithin_isNamed() throws IOException {
    String document = Files.readString(DOCUMENT);
    try (Stream<Path> entries = Files.walk(ROOMS)) {
      assertThat(entries.filter(Files::isDirectory).filter(room -> !room.equals(ROOMS)))
          .allSatisfy(room -> assertThat(document).contains("`" + room.getFileName() + "`"));
    }
  }

  @Test
  void everyRoom_saysWhatItIs() throws IOException {
    try (Stream<Path> entries = Files.walk(ROOMS)) {
      assertThat(entries.filter(Files::isDirectory).filter(room -> !room.equals(ROOMS)))
          .allSatisfy(room -> assertThat(room.resolve("package-info.java")).exists());
    }
  }

  /** A reader follows one minute without meeting more than 80 types. */
  @Test
  void wayOfAMinute_isShort_andLinksEachTypeToItsFile() throws IOException {
    String document = Files.readString(DOCUMENT);
    String way = document.substring(
        document.indexOf("## The way"), document.indexOf("## What always holds"));

    assertThat(LINKED.matcher(way).results())
        .hasSizeBetween(40, 80)
        .allSatisfy(link -> assertThat(link.group(2)).isEqualTo(link.group(1)));
  }

  private static Set<String> all(Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> names(String below, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(below))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .map(name -> name.substring(0, name.length() - suffix.length()))
          .collect(Collectors.toSet());
    }
  }
}
