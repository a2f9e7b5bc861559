package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the built jar ships of others: no change unseen, no foreign terms, nothing with a known hole. */
@Tag("system")
class ShippedDependenciesTest {

  private static final String LIST = "META-INF/dependencies.txt";
  private static final Path COMMITTED = Path.of("src/test/resources/shipped-dependencies.txt");

  /** {@code (licence) (licence) Name (group:artifact:version - address)}. */
  private static final Pattern LINE =
      Pattern.compile(" *((?:\\([^)]*\\) )+).*\\(([^:() ]+:[^:() ]+):([^:() ]+) - .*\\)");

  private static final Pattern LICENCE = Pattern.compile("\\(([^)]*)\\)");

  /** What may be shipped with a project under MIT. Of several licences of one artifact, one is enough. */
  private static final Set<String> ALLOWED = Set.of(
      "Apache-2.0",
      "BSD-2-Clause",
      "BSD-3-Clause",
      "CC0-1.0",
      "EPL-1.0",
      "EPL-2.0",
      "MIT",
      "MPL-2.0");

  /** The first versions without the holes known when this was written, by the start of the name. */
  private static final Map<String, String> MINIMA = Map.of(
      "io.netty:netty-[^t].*|io.netty:netty-transport.*", "4.2.20",
      "org.postgresql:postgresql", "42.7.14",
      "com.fasterxml.jackson.core:jackson-(core|databind)", "2.18.12",
      "ch.qos.logback:.*", "1.5.38");

  private JarFile jar;

  private record Shipped(String name, String version, List<String> licences) {}

  @BeforeEach
  void open_the_jar() throws IOException {
    String path = System.getProperty("exporter.jar");
    boolean ci = "true".equals(System.getenv("CI"));
    assumeTrue(path != null || ci, "the jar is not built: run scripts/test, or set -Dexporter.jar");
    assertThat(path)
        .as("CI tests the jar: run scripts/test, or set -Dexporter.jar")
        .isNotNull();
    jar = new JarFile(path);
  }

  @AfterEach
  void close_the_jar() throws IOException {
    if (jar != null) {
      jar.close();
    }
  }

  @Test
  void ships_exactly_what_the_committed_list_says() throws IOException {
    assertThat(text(LIST).lines().toList())
        .as(
            "What the jar ships has changed. Read the difference, above all licences, then renew the list:%n"
                + "unzip -p target/cloudflare-exporter.jar %s > %s",
            LIST, COMMITTED)
        .isEqualTo(Files.readAllLines(COMMITTED));
  }

  @Test
  void ships_nothing_under_terms_that_do_not_go_with_its_own() throws IOException {
    assertThat(shipped())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.licences())
            .as("licences of %s; at least one must be of %s", each.name(), ALLOWED)
            .containsAnyElementsOf(ALLOWED));
  }

  @Test
  void ships_no_version_with_a_known_hole() throws IOException {
    List<Shipped> all = shipped();
    MINIMA.forEach((name, least) -> assertThat(
            all.stream().filter(each -> each.name().matches(name)))
        .as("%s must be %s or newer", name, least)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(Arrays.compare(numbers(each.version()), numbers(least)))
            .as("%s %s", each.name(), each.version())
            .isNotNegative()));
  }

  /** The list is written from the build's model; Netty writes its versions into its own jars. */
  @Test
  void lists_the_version_of_netty_that_the_jar_holds() throws IOException {
    Properties held = new Properties();
    try (InputStream in = entry("META-INF/io.netty.versions.properties")) {
      held.load(in);
    }
    Set<String> listed = Set.copyOf(shipped().stream()
        .filter(each -> each.name().startsWith("io.netty:"))
        .map(each -> each.name().substring("io.netty:".length()) + " " + each.version())
        .toList());
    List<String> versions = held.stringPropertyNames().stream()
        .filter(key -> key.endsWith(".version"))
        .map(key ->
            key.substring(0, key.length() - ".version".length()) + " " + held.getProperty(key))
        .toList();
    assertThat(versions).isNotEmpty().isSubsetOf(listed);
  }

  @Test
  void keeps_its_own_licence_and_those_of_others() throws IOException {
    assertThat(text("META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("LICENSE")));
    assertThat(jar.stream().map(ZipEntry::getName))
        .contains(
            "META-INF/licenses/jackson-core/META-INF/LICENSE",
            "META-INF/licenses/jackson-core/META-INF/NOTICE",
            "META-INF/licenses/postgresql/META-INF/LICENSE",
            "META-INF/licenses/slf4j-api/META-INF/LICENSE.txt",
            "META-INF/licenses/protobuf-java/LICENSE", // its jar has none
            "META-INF/licenses/hazelcast/META-INF/NOTICE",
            "META-INF/licenses/hazelcast/THIRD-PARTY.txt");
  }

  /** Hazelcast has copies of libraries in it, which no list names: only those that it needs here stay. */
  @Test
  void ships_of_hazelcasts_copies_only_what_is_used() {
    List<String> copies = jar.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.contains("com/hazelcast/shaded/") && name.endsWith(".class"))
        .toList();
    assertThat(copies)
        .isNotEmpty()
        .allMatch(name ->
            name.matches(".*/shaded/(com/fasterxml/jackson/(core|jr)|org/(jctools|objenesis))/.*"));
  }

  /** GHSA-72hv-8253-57qq is about the parser that these methods of jackson-core make; Hazelcast's copy is old. */
  @Test
  void nothing_makesTheParserWithAKnownHole() throws IOException {
    String jackson = "com/hazelcast/shaded/com/fasterxml/jackson/core/";
    List<String> others = jar.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.startsWith("com/hazelcast/") && name.endsWith(".class"))
        .filter(name -> !name.startsWith(jackson))
        .toList();
    assertThat(text(jackson + "JsonFactory.class")).contains("createNonBlockingByteArrayParser");
    assertThat(others).isNotEmpty();
    for (String other : others) {
      assertThat(text(other).contains("createNonBlockingByte")).as(other).isFalse();
    }
  }

  private List<Shipped> shipped() throws IOException {
    return text(LIST).lines().flatMap(ShippedDependenciesTest::parse).toList();
  }

  private static Stream<Shipped> parse(String line) {
    if (line.isBlank() || line.startsWith("Lists of")) {
      return Stream.empty();
    }
    Matcher matcher = LINE.matcher(line);
    assertThat(matcher.matches()).as("form of the line: %s", line).isTrue();
    List<String> licences =
        LICENCE.matcher(matcher.group(1)).results().map(found -> found.group(1)).toList();
    return Stream.of(new Shipped(matcher.group(2), matcher.group(3), licences));
  }

  /** 4.2.20.Final as 4, 2, 20. */
  private static int[] numbers(String version) {
    return Pattern.compile("\\d+")
        .matcher(version)
        .results()
        .mapToInt(number -> Integer.parseInt(number.group()))
        .toArray();
  }

  private String text(String name) throws IOException {
    try (InputStream in = entry(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private InputStream entry(String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    assertThat(entry).as("%s in %s", name, jar.getName()).isNotNull();
    return jar.getInputStream(entry);
  }
}
