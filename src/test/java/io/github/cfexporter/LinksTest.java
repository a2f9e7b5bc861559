package io.github.cfexporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every link of every Markdown file leads to a file of this repository and, after a #, to a heading. */
@Tag("unit")
class LinksTest {
  private static final Set<String> NOT_OURS = Set.of("target", "data", "node_modules");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\n]*`");
  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|href)=\"([^\"]+)\"");
  private static final Pattern ELSEWHERE = Pattern.compile("^(?:https?:|mailto:).*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");

  @Test
  void everyRelativeLink_leadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path file : pages()) {
      for (String link : links(Files.readString(file))) {
        links++;
        problem(file, link).ifPresent(problem -> broken.add(file + ": " + link + " " + problem));
      }
    }

    assertThat(links).isGreaterThan(80);
    assertThat(broken).isEmpty();
  }

  @Test
  void everyPage_isReachedFromTheReadme() throws IOException {
    Set<Path> reached = new HashSet<>();
    List<Path> left = new ArrayList<>(List.of(Path.of("README.md")));
    while (!left.isEmpty()) {
      Path page = left.remove(0);
      if (reached.add(page)) {
        for (String link : links(Files.readString(page))) {
          Path target = target(page, link.replaceFirst("#.*", ""));
          if (target.toString().endsWith(".md") && Files.exists(target)) {
            left.add(target);
          }
        }
      }
    }

    assertThat(reached).containsAll(pages());
  }

  @Test
  void anchors_areThoseOfTheirHeadings() {
    String page = "# One: `two`, three\n\n## One: two, three\n\n```\n# no heading\n```\n";

    assertThat(anchors(page)).containsExactlyInAnyOrder("one-two-three", "one-two-three-1");
    assertThat(links("[a](b.md) `[c](d.md)` <img src=\"e.webp\">"))
        .containsExactly("b.md", "e.webp");
  }

  private static Optional<String> problem(Path page, String link) throws IOException {
    int hash = link.indexOf('#');
    Path target = target(page, hash < 0 ? link : link.substring(0, hash));
    if (!Files.exists(target)) {
      return Optional.of("is not there");
    }
    return hash < 0 || anchors(Files.readString(target)).contains(link.substring(hash + 1))
        ? Optional.empty()
        : Optional.of("names no heading");
  }

  private static Path target(Path page, String file) {
    return file.isEmpty() ? page : page.resolveSibling(file).normalize();
  }

  private static List<String> links(String text) {
    return LINK.matcher(CODE.matcher(text).replaceAll(""))
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .filter(link -> !ELSEWHERE.matcher(link).matches())
        .toList();
  }

  /** As GitHub makes them: lower case, hyphens for spaces, no other signs; repeated ones numbered. */
  private static Set<String> anchors(String text) {
    Map<String, Integer> times = new HashMap<>();
    Set<String> anchors = new HashSet<>();
    HEADING
        .matcher(FENCED.matcher(text).replaceAll(""))
        .results()
        .map((MatchResult found) -> found.group(1).toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .forEach(anchor -> {
          int before = times.merge(anchor, 1, Integer::sum) - 1;
          anchors.add(before == 0 ? anchor : anchor + "-" + before);
        });
    return anchors;
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(""))) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !NOT_OURS.contains(file.getName(0).toString()))
          .filter(file -> !file.toString().contains("node_modules"))
          .toList();
    }
  }
}
