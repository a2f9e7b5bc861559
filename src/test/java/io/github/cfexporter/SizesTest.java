package io.github.cfexporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Files and methods are short enough to be read at once. Methods are found by their indentation, which
 * the formatter keeps regular; they count from their first line to the brace that closes them.
 */
@Tag("unit")
class SizesTest {
  private static final int MOST_OF_FILE = 250;
  private static final int MOST_OF_METHOD = 30;

  private static final Pattern METHOD =
      Pattern.compile("( +)(?:(?:public|protected|private|static|final|synchronized|default) )*"
          + "(?:<.+?> )?(?:([\\w.]+(?:<.*>)?(?:\\[\\])*) )?(\\w+)\\(.*");

  /** What may stand before a name and its parenthesis without being a type. */
  private static final Set<String> NO_TYPES =
      Set.of("assert", "case", "else", "new", "record", "return", "throw", "yield");

  @Test
  void filesAndMethods_areShort() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path root : List.of(Path.of("src", "main"), Path.of("src", "test"))) {
      for (Path file : sources(root)) {
        found.addAll(tooLong(file.getFileName().toString(), Files.readAllLines(file)));
      }
    }

    assertThat(found)
        .as("files of more than %d lines, methods of more than %d", MOST_OF_FILE, MOST_OF_METHOD)
        .isEmpty();
  }

  @Test
  void rooms_haveAtMostTwentyFiveFiles() throws IOException {
    Map<Path, Long> rooms = sources(Path.of("src", "main")).stream()
        .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));

    assertThat(rooms).hasSizeGreaterThan(30);
    assertThat(rooms).allSatisfy((room, files) -> assertThat(files).isLessThanOrEqualTo(25));
  }

  @Test
  void longMethod_isFoundByItsName() {
    List<String> lines = new ArrayList<>(List.of(
        "class A {", "  A() {", "  }", "  private static <T> Map<T, List<T>> of(", "      T t) {"));
    for (int i = 0; i < MOST_OF_METHOD; i++) {
      lines.add("    return call(x -> {");
    }
    lines.addAll(List.of("  }", "", "  void next();", "}"));

    assertThat(tooLong("A.java", lines)).containsExactly("A.java#of");
    assertThat(tooLong("A.java", lines.subList(6 + 3, lines.size()))).isEmpty();
  }

  @Test
  void longFile_isFoundByItsName() {
    List<String> lines = new ArrayList<>(List.of("class A {"));
    while (lines.size() <= MOST_OF_FILE) {
      lines.add("");
    }

    assertThat(tooLong("A.java", lines)).containsExactly("A.java");
    assertThat(tooLong("A.java", lines.subList(1, lines.size()))).isEmpty();
  }

  private static List<String> tooLong(String file, List<String> lines) {
    List<String> found = new ArrayList<>();
    if (lines.size() > MOST_OF_FILE) {
      found.add(file);
    }
    for (int first = 0; first < lines.size(); first++) {
      Matcher header = METHOD.matcher(lines.get(first));
      if (header.matches() && isMethod(header)) {
        int last = last(lines, first, header.group(1) + "}");
        if (last - first + 1 > MOST_OF_METHOD) {
          found.add(file + "#" + header.group(3));
        }
      }
    }
    return found;
  }

  /** A constructor has no type, but the name of one. */
  private static boolean isMethod(Matcher header) {
    String type = header.group(2);
    return type == null
        ? Character.isUpperCase(header.group(3).charAt(0))
        : !NO_TYPES.contains(type);
  }

  /** The line that closes what begins; the first itself when it has no body. */
  private static int last(List<String> lines, int first, String closing) {
    int header = first;
    while (header < lines.size() && !lines.get(header).matches(".*[{;}]")) {
      header++;
    }
    boolean hasBody = header < lines.size() && lines.get(header).endsWith("{");
    int last = hasBody ? lines.subList(first, lines.size()).indexOf(closing) : 0;
    return first + Math.max(0, last);
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
