package io.github.cfexporter.cloudflare.graphql;

import static io.github.cfexporter.cloudflare.graphql.Sources.COLOS;
import static io.github.cfexporter.cloudflare.graphql.Sources.COUNTRIES;
import static io.github.cfexporter.cloudflare.graphql.Sources.SCRIPTS;
import static io.github.cfexporter.cloudflare.graphql.Sources.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cfexporter.catalog.Source;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class DocumentTest {
  private static final Wording NESTED = Wording.of(Wording.Form.NESTED);

  @Test
  void singleBlock_isWrittenUnderItsAccount() {
    Document document = new Document(
        "acc", List.of(new Block(List.of("z1", "z2"), List.of(node("n0", COLOS)))), List.of());

    assertThat(DocumentWriter.write(document, NESTED))
        .isEqualTo("{ cost viewer { budget accounts(filter: {accountTag: \"acc\"}) {"
            + " zones(filter: {zoneTag_in: [\"z1\", \"z2\"]}) { zoneTag"
            + " n0: httpRequestsAdaptiveGroups(filter: {"
            + "datetime_geq: \"2026-01-01T00:00:00Z\", datetime_lt: \"2026-01-01T00:01:00Z\","
            + " edgeResponseStatus_geq: 400}, limit: 1000) {"
            + " dimensions { coloCode edgeResponseStatus } count sum { visits } } } } } }");
  }

  @Test
  void severalBlocks_getAliases() {
    Document document = new Document(
        "acc",
        List.of(
            new Block(List.of("z1"), List.of(node("n0", COLOS))),
            new Block(List.of("z2"), List.of(node("n1", COUNTRIES)))),
        List.of(node("n2", SCRIPTS)));

    assertThat(DocumentWriter.write(document, NESTED))
        .contains(" b0: zones(filter: {zoneTag_in: [\"z1\"]})")
        .contains(" b1: zones(filter: {zoneTag_in: [\"z2\"]})")
        .contains(" sum { requests countryMap { clientCountryName requests } }")
        .contains("} n2: workersInvocationsAdaptive(");
  }

  @Test
  void newest_limitsAndOrders() {
    Source newest = Sources.source(
        "loadBalancingRequestsAdaptive", Map.of(), OptionalInt.of(20), Sources.counter("lbName"));

    assertThat(DocumentWriter.write(
            new Document("acc", List.of(), List.of(new Node("n", newest, Sources.MINUTE, 5000))),
            NESTED))
        .contains("limit: 20, orderBy: [datetime_DESC])");
  }

  @Test
  void operands_areEscapedAndListed() {
    StringBuilder graphql = new StringBuilder();

    Literals.write(List.of("a\"b\\c\n", 5L, true), graphql);

    assertThat(graphql).hasToString("[\"a\\\"b\\\\c\\u000a\", 5, true]");
  }

  @Test
  void nodes_areZonesTimesNodes() {
    Document document = new Document(
        "acc",
        List.of(
            new Block(tags(4), List.of(node("n0", COLOS), node("n1", COUNTRIES))),
            new Block(List.of("t0"), List.of(node("n2", COLOS)))),
        List.of(node("n3", SCRIPTS)));

    assertThat(document.nodes()).isEqualTo(4 * 2 + 1 + 1);
  }

  @Test
  void elevenZones_areRefused() {
    List<String> tags = tags(11);
    Block first = new Block(tags.subList(0, 10), List.of(node("n0", COLOS)));
    Block second = new Block(tags.subList(9, 11), List.of(node("n1", COLOS)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Document("acc", List.of(first, second), List.of()))
        .withMessageContaining("11 zones");
  }

  @Test
  void aliasUsedTwice_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Document(
            "acc",
            List.of(new Block(List.of("z"), List.of(node("n", COLOS)))),
            List.of(node("n", SCRIPTS))))
        .withMessage("alias used twice: n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "zones", "zoneTag", "b0", "b12", "0n", "a b", "n{"})
  void aliasThatCouldBeMistaken_isRefused(String alias) {
    assertThatIllegalArgumentException().isThrownBy(() -> node(alias, COLOS));
  }

  @Test
  void documentAboutNothing_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Document("acc", List.of(), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Block(List.of(), List.of(node("n", COLOS))));
  }

  private static List<String> tags(int count) {
    return IntStream.range(0, count).mapToObj(i -> "t" + i).toList();
  }
}
