package io.github.cfexporter.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** adding-a-dataset.md has every key that a catalog file may have, and its examples can be read. */
@Tag("unit")
class DatasetDocumentTest {
  private static final Path DOCUMENT = Path.of("src/site/markdown/adding-a-dataset.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml\n(kind: .*?)^```$");
  private static final Pattern ALLOWED = Pattern.compile("unknown key nonsense; allowed are (.*)");

  /** A key that is unknown in every mapping there is, so that the reader names those it knows. */
  private static final String NONSENSE = """
      nonsense: 1
      kind: shop
      scope: zone
      sources:
        - nonsense: 1
          dataset: a
          filter: {a: {setting: a, nonsense: 1}}
          labels:
            one: {field: a, as: text, nonsense: 1}
            two: {constant: a, nonsense: 1}
            three: {field: a, as: enum, values: {a: b}, nonsense: 1}
          metrics:
            - {nonsense: 1, name: one_total, help: One., counter: {path: a, nonsense: 1}}
            - {name: two, help: Two., gauge: {path: a, nonsense: 1}}
            - {name: three, help: Three., gauge: {ratio: [a, b], nonsense: 1}}
            - {name: four, help: Four., gauge: {mean: a, weight: b, nonsense: 1}}
            - {name: five, help: Five., gauge: {distinct: a, nonsense: 1}}
            - {name: six, help: Six., gauge: {single: a, nonsense: 1}}
            - {name: seven, help: Seven., gauge: {constant: 1, nonsense: 1}}
            - {name: nine, help: Nine., gauge: {max: a, nonsense: 1}}
            - {name: ten, help: Ten., gauge: {min: a, nonsense: 1}}
            - {name: thirteen, help: Thirteen., gauge: {sum: a, nonsense: 1}}
            - {name: eleven, help: Eleven., gauge: {newest: a, by: b, nonsense: 1}}
            - {name: twelve, help: Twelve., gauge: {per: x, state: a, of: [b], nonsense: 1}}
            - {name: a_total, help: A., counter: {per: x, path: {b: c}, nonsense: 1}}
            - {name: eight, help: Eight., gauge: {per: size, single: {x: a}, nonsense: 1}}
          else:
            - nonsense: 1
              dataset: b
              metrics: [{nonsense: 1, name: one_total, counter: a}]
      """;

  /** The same over REST. */
  private static final String REST_NONSENSE = """
      nonsense: 1
      kind: pools
      scope: zone
      interval: {setting: sslCertsCacheTtlSeconds, nonsense: 1}
      resources:
        - nonsense: 1
          name: a
          path: /zones/{zone}/a
        - name: b
          parent: a
          find: {in: a, ids: [c], nonsense: 1}
          metrics:
            - nonsense: 1
              name: fourteen
              help: Fourteen.
              labels: {one: {find: a, in: b, where: c, is: d, nonsense: 1}}
              gauge: rows
      """;

  /** How many mappings of different sorts there are in them. */
  private static final int SORTS = 29;

  private String document;

  @BeforeEach
  void read() throws IOException {
    document = Files.readString(DOCUMENT);
  }

  @Test
  void everyKey_isDescribed() {
    assertThat(vocabulary())
        .hasSizeGreaterThan(25)
        .allSatisfy(key -> assertThat(document).contains("| `" + key + "` |"));
  }

  @Test
  void everyKey_isInAnExample() {
    String examples = String.join("\n", examples());

    assertThat(vocabulary())
        .allSatisfy(key -> assertThat(examples).containsPattern("(?m)(?:^|[ {])" + key + ":"));
  }

  @Test
  void everyExample_isAGoodFile() {
    assertThat(examples())
        .hasSizeGreaterThan(2)
        .allSatisfy(example ->
            assertThat(Catalog.of(Map.of("example.yaml", example)).all()).hasSize(1));
  }

  @Test
  void everyTransform_andOperator_isDescribed() {
    for (Label.Transform transform : Label.Transform.values()) {
      assertThat(document).contains("`" + transform.word() + "`");
    }
    for (Condition.Operator operator : Condition.Operator.values()) {
      assertThat(document).contains("`" + operator.sign + "`");
    }
  }

  private List<String> examples() {
    return EXAMPLE.matcher(document).results().map(found -> found.group(1)).toList();
  }

  private static Set<String> vocabulary() {
    CatalogException refused = catchThrowableOfType(
        CatalogException.class,
        () -> Catalog.of(Map.of("shop.yaml", NONSENSE, "pools.yaml", REST_NONSENSE)));
    List<String> allowed = refused.mistakes().stream()
        .flatMap(mistake -> ALLOWED.matcher(mistake.message()).results())
        .map(found -> found.group(1))
        .toList();
    assertThat(refused.mistakes()).hasSameSizeAs(allowed);
    assertThat(allowed).hasSize(SORTS);

    Set<String> keys = new TreeSet<>();
    allowed.forEach(list -> keys.addAll(List.of(list.split(", "))));
    return keys;
  }
}
