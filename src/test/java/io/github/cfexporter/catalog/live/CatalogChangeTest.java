package io.github.cfexporter.catalog.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Scope;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes on when a query kind becomes another one. */
@Tag("unit")
class CatalogChangeTest {
  private static final String SHOP = """
      kind: shop
      scope: zone
      sources:
        - dataset: sales
          metrics:
            - {name: sales_total, help: Sales., counter: count}
            - {name: price, help: Price., gauge: sum.price}
        - dataset: refunds
          metrics:
            - {name: refunds_total, help: Refunds., counter: count}
      """;

  @Test
  void sameFile_changesNothing() {
    CatalogChange change = change(SHOP, SHOP);

    assertThat(change.removed()).isEmpty();
    assertThat(change.changed()).isEmpty();
    assertThat(change.started()).isEmpty();
  }

  @Test
  void anotherScope_isAnotherKind() {
    CatalogChange change = change(SHOP, SHOP.replace("scope: zone", "scope: account"));

    assertThat(change.removed()).extracting(QueryKind::name).containsExactly("shop");
    assertThat(change.changed()).isEmpty();
    assertThat(change.started()).extracting(QueryKind::scope).containsExactly(Scope.ACCOUNT);
  }

  @Test
  void familyOfAnotherTypeOrUnit_ends_andItsNeighboursGoOn() {
    String next = SHOP.replace(
            "counter: count}\n      - {name: price",
            "counter: {path: count, scale: 0.01}}\n      - {name: price")
        .replace("sum.price", "{mean: avg.price, weight: count}")
        .replace(
            "name: refunds_total, help: Refunds., counter", "name: refunds, help: Refunds., gauge");
    CatalogChange change = change(SHOP, next);
    GraphqlKind before = (GraphqlKind) change.changed().get(0);
    GraphqlKind now = (GraphqlKind) change.successor(before).orElseThrow();

    assertThat(CatalogChange.endedSources(before, now)).isEmpty();
    assertThat(CatalogChange.endedFamilies(before.sources().get(0), now))
        .containsExactly("sales_total");
    assertThat(CatalogChange.endedFamilies(before.sources().get(1), now))
        .containsExactly("refunds_total");
    assertThat(CatalogChange.keptFamilies(before, now)).containsExactly("price");
  }

  @Test
  void sourceThatIsCalledOtherwise_endsWithItsFamilies() {
    CatalogChange change = change(SHOP, SHOP.replace("dataset: refunds", "dataset: returns"));
    GraphqlKind before = (GraphqlKind) change.changed().get(0);
    GraphqlKind now = (GraphqlKind) change.successor(before).orElseThrow();

    assertThat(CatalogChange.endedSources(before, now)).containsExactly("refunds");
    assertThat(CatalogChange.keptFamilies(before, now))
        .containsExactlyInAnyOrder("sales_total", "price");
  }

  private static CatalogChange change(String before, String now) {
    return new CatalogChange(
        Catalog.of(Map.of("shop.yaml", before)), Catalog.of(Map.of("shop.yaml", now)));
  }
}
