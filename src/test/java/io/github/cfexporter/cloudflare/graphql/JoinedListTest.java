package io.github.cfexporter.cloudflare.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Shape;
import io.github.cfexporter.counting.series.Row;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list of scalars becomes one text where a label says so, and nowhere else. */
@Tag("unit")
class JoinedListTest {
  private static final String KIND = """
      kind: shop
      scope: account
      sources:
        - dataset: salesAdaptiveGroups
          metrics:
            - name: sales_total
              help: Sales.
              labels: {goods: {field: dimensions.goods, as: %s}}
              counter: count
      """;

  private static Row read(String as, String goods) throws IOException {
    Shape shape = Catalog.of(Map.of("shop.yaml", KIND.formatted(as)))
        .kinds()
        .get(0)
        .sources()
        .get(0)
        .shape();
    Row row = new Row(shape);
    try (JsonParser json =
        new JsonFactory().createParser("{\"count\":3,\"dimensions\":{\"goods\":" + goods + "}}")) {
      json.nextToken();
      new RowReader(json).read(Selection.of(shape), row);
    }
    return row;
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ["tea","cups"] | tea,cups
      [7, true]      | 7,true
      []             | ''
      null           | ''
      "tea"          | tea
      """)
  void list_isOneText(String goods, String text) throws IOException {
    Row row = read("joined", goods);

    assertThat(row.text(row.shape().slot("dimensions.goods"))).isEqualTo(text);
    assertThat(row.count(row.shape().slot("count"))).isEqualTo(3);
    assertThat(row.isDamaged()).isFalse();
  }

  @Test
  void listInAList_andListThatNobodyExpects_areDamage() throws IOException {
    assertThat(read("joined", "[[\"tea\"]]").isDamaged()).isTrue();
    assertThat(read("text", "[\"tea\"]").isDamaged()).isTrue();
  }
}
