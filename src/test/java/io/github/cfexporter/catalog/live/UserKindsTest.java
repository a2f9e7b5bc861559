package io.github.cfexporter.catalog.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.CatalogException;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Mistake;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.UserFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's files beside the built-in kinds, and in their place. */
@Tag("unit")
class UserKindsTest {
  private static final String SHOP = """
      kind: shop
      scope: zone
      sources:
        - dataset: salesAdaptiveGroups
          metrics:
            - name: shop_sales_total
              help: Sales.
              counter: count
      """;

  private static final TakenNames TAKEN = new TakenNames(
      Map.of("ssl-certificates", "the built-in kind ssl-certificates"),
      Map.of("certificates", "the built-in kind ssl-certificates"),
      List.of("jvm_"));

  private final UserKinds kinds = new UserKinds(TAKEN);

  @Test
  void ownKind_standsBehindTheBuiltInOnes() {
    kinds.begin(List.of(file("shop", SHOP)));

    List<GraphqlKind> all = kinds.catalog().kinds();
    assertThat(all).startsWith(Catalog.bundled().kinds().toArray(GraphqlKind[]::new));
    assertThat(all.get(all.size() - 1).name()).isEqualTo("shop");
    assertThat(kinds.catalog().file(all.get(all.size() - 1))).contains(file("shop", SHOP));
    assertThat(kinds.catalog().file(all.get(0))).isEmpty();
  }

  @Test
  void fileWithTheNameOfABuiltInKind_takesItsPlace_alsoWithItsFamilies() {
    String text = SHOP.replace("kind: shop", "kind: colo-metrics")
        .replace("shop_sales_total", "cloudflare_zone_colocation_requests_total");
    kinds.begin(List.of(file("colo-metrics", text)));

    List<GraphqlKind> builtIn = Catalog.bundled().kinds();
    List<GraphqlKind> all = kinds.catalog().kinds();
    assertThat(all)
        .extracting(QueryKind::name)
        .isEqualTo(builtIn.stream().map(GraphqlKind::name).toList());
    assertThat(kinds.catalog().kind("colo-metrics").orElseThrow().sources())
        .extracting(Source::dataset)
        .containsExactly("salesAdaptiveGroups");
    assertThat(new CatalogChange(Catalog.bundled(), kinds.catalog()).started())
        .extracting(QueryKind::name)
        .containsExactly("colo-metrics");
  }

  /** What stood in the sound file, what stands there now, and the mistake with its line. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      kind: shop       | kind: store                            | 1 | kind store must have the name of its file, shop
      kind: shop       | kind: http-metrics                     | 1 | kind http-metrics must have the name of its file, shop
      kind: shop       | kind: ssl-certificates                 | 1 | kind ssl-certificates was declared at the built-in kind ssl-certificates
      shop_sales_total | cloudflare_zone_requests_total         | 6 | metric cloudflare_zone_requests_total was declared at query-kinds/http-metrics.yaml
      shop_sales_total | jvm_sales_total                        | 6 | metric jvm_sales_total must not begin with jvm_, as metrics of the exporter itself do
      counter: count   | gauge: {total: count}                  | 8 | needs exactly one of
      kind: shop       | kind: [                                | 3 | not YAML
      """)
  void mistake_isToldWithFileAndLine(String sound, String bad, int line, String message) {
    CatalogException refused = catchThrowableOfType(
        CatalogException.class, () -> kinds.begin(List.of(file("shop", SHOP.replace(sound, bad)))));

    assertThat(refused.mistakes()).anySatisfy(mistake -> {
      assertThat(mistake.file()).isEqualTo("kinds/shop.yaml");
      assertThat(mistake.line()).isEqualTo(line);
      assertThat(mistake.message()).contains(message);
    });
    assertThat(kinds.catalog()).isEqualTo(Catalog.bundled());
  }

  @Test
  void familyThatABuiltInKindOverRestHas_isRefused() {
    String text = SHOP.replace("shop_sales_total", "certificates").replace("counter", "gauge");

    assertThat(kinds.take(List.of(file("shop", text)), Set.of()))
        .extracting(Mistake::toString)
        .containsExactly("kinds/shop.yaml:6: metric certificates was declared at the built-in kind"
            + " ssl-certificates");
  }

  @Test
  void brokenFile_staysAsItWas_andHoldsUpNoOther() {
    kinds.begin(List.of(file("shop", SHOP)));
    String other = SHOP.replace("shop", "bar");

    List<Mistake> mistakes = kinds.take(
        List.of(file("shop", SHOP.replace("zone", "planet")), file("bar", other), file("new", "")),
        Set.of());

    assertThat(mistakes).extracting(Mistake::file).contains("kinds/shop.yaml", "kinds/new.yaml");
    assertThat(kinds.catalog().kind("shop").orElseThrow().scope()).isEqualTo(Scope.ZONE);
    assertThat(kinds.catalog().kind("bar")).isPresent();
    assertThat(kinds.catalog().kind("new")).isEmpty();
  }

  @Test
  void unreadableFile_staysAsItWas_andOneThatIsGoneGoes() {
    kinds.begin(List.of(file("shop", SHOP), file("bar", SHOP.replace("shop", "bar"))));

    assertThat(kinds.take(List.of(), Set.of("kinds/shop.yaml", "kinds/new.yaml")))
        .isEmpty();

    assertThat(kinds.catalog().kind("shop")).isPresent();
    assertThat(kinds.catalog().kind("bar")).isEmpty();
  }

  /** Without the file that took a built-in kind's place, a family would be there twice. */
  @Test
  void filesThatNeedOneThatIsGone_keepIt() {
    String name = "request-method-metrics";
    String family = "cloudflare_zone_requests_by_method_total";
    kinds.begin(List.of(
        file(name, SHOP.replace("kind: shop", "kind: " + name)),
        file("bar", SHOP.replace("kind: shop", "kind: bar").replace("shop_sales_total", family))));

    List<Mistake> mistakes = kinds.take(
        List.of(file(
            "bar", SHOP.replace("kind: shop", "kind: bar").replace("shop_sales_total", family))),
        Set.of());

    assertThat(mistakes)
        .extracting(Mistake::toString)
        .containsExactly("kinds/bar.yaml:6: metric " + family + " was declared at query-kinds/"
            + name + ".yaml");
    assertThat(kinds.catalog().kind(name).flatMap(kinds.catalog()::file)).isPresent();
  }

  @Test
  void digest_dependsOnKindsAndTexts_andNotOnTheDirectory() {
    String here = UserKindsReader.read(List.of(file("shop", SHOP)), TAKEN).digest();

    assertThat(UserKindsReader.read(List.of(new UserFile("/etc/shop.yml", SHOP)), TAKEN)
            .digest())
        .isEqualTo(here)
        .hasSize(12);
    assertThat(UserKindsReader.read(List.of(file("shop", SHOP + "# more\n")), TAKEN)
            .digest())
        .isNotEqualTo(here);
    assertThat(Catalog.bundled().digest()).isNotEqualTo(here);
  }

  private static UserFile file(String kind, String text) {
    return new UserFile("kinds/" + kind + ".yaml", text);
  }
}
