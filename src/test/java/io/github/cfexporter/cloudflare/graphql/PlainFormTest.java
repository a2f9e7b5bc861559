package io.github.cfexporter.cloudflare.graphql;

import static io.github.cfexporter.cloudflare.graphql.Sources.COLOS;
import static io.github.cfexporter.cloudflare.graphql.Sources.COUNTRIES;
import static io.github.cfexporter.cloudflare.graphql.Sources.SCRIPTS;
import static io.github.cfexporter.cloudflare.graphql.Sources.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.AnswerPart;
import io.github.cfexporter.cloudflare.Replies;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Documents whose zones stand beside their account, as every token may ask them. */
@Tag("unit")
class PlainFormTest {
  private static final Wording PLAIN = Wording.of(Wording.Form.PLAIN);
  private static final Document DOCUMENT = new Document(
      "acc",
      List.of(
          new Block(List.of("z1", "z2"), List.of(node("n0", COLOS))),
          new Block(List.of("z3"), List.of(node("n1", COUNTRIES)))),
      List.of(node("n2", SCRIPTS)));

  @Test
  void zones_areWrittenBesideTheirAccount() {
    assertThat(DocumentWriter.write(DOCUMENT, PLAIN))
        .startsWith("{ cost viewer { budget b0: zones(filter: {zoneTag_in: [\"z1\", \"z2\"]}) {")
        .contains(" } b1: zones(filter: {zoneTag_in: [\"z3\"]}) { zoneTag n1: ")
        .contains(" } accounts(filter: {accountTag: \"acc\"}) { n2: ")
        .satisfies(text -> assertThat(CloudflareSchema.errors(text)).isEmpty());
  }

  @Test
  void zonesAlone_nameNoAccount() {
    Document zones = new Document(
        "acc", List.of(new Block(List.of("z1"), List.of(node("n0", COLOS)))), List.of());

    assertThat(DocumentWriter.write(zones, new Wording(Wording.Form.PLAIN, Set.of())))
        .startsWith("{ viewer { zones(filter: ")
        .doesNotContain("acc");
  }

  @Test
  void limits_areAskedBesideTheAccount_withoutWhatIsUnknown() {
    Entitlements.Question question = new Entitlements.Question(
        "acc", List.of("z1"), List.of("httpRequests1mGroups", "gone"), List.of());

    String text = question.without(Set.of("gone", "notOlderThan")).orElseThrow().graphql(PLAIN);

    assertThat(text)
        .startsWith(
            "{ cost viewer { budget zones(filter: {zoneTag_in: [\"z1\"]}) { zoneTag settings"
                + " { httpRequests1mGroups { enabled")
        .doesNotContain("acc")
        .doesNotContain("gone")
        .doesNotContain("notOlderThan");
    assertThat(CloudflareSchema.errors(text)).isEmpty();
    assertThat(question.without(Set.of("gone", "httpRequests1mGroups"))).isEmpty();
  }

  @Test
  void rowsAndErrors_findTheirParts() {
    Answer answer = read("""
        {"data":{"cost":2,"viewer":{"budget":null,
          "b0":[{"zoneTag":"z2","n0":[]},{"zoneTag":"z1","n0":[]}],
          "b1":[{"zoneTag":"z3","n1":[]}],"accounts":[{"n2":[]}]}},
         "errors":[{"message":"number of fields can't be more than 30",
           "path":["viewer","b0","1","n0"]},
           {"message":"no","path":["viewer","budget"],"extensions":{"code":"authz"}}]}""");

    assertThat(answer.clean(new AnswerPart("n0", "z1"))).isFalse();
    assertThat(answer.clean(new AnswerPart("n0", "z2"))).isTrue();
    assertThat(answer.clean(new AnswerPart("n1", "z3"))).isTrue();
    assertThat(answer.clean(new AnswerPart("n2", ""))).isTrue();
  }

  @Test
  void pathByTheFieldsName_blamesEveryBlockThatItMayBe() {
    Answer answer = read("""
        {"data":{"viewer":{"b0":[{"zoneTag":"z1","n0":[]},{"zoneTag":"z2","n0":[]}],
          "b1":[{"zoneTag":"z3","n1":[]}],"accounts":[{"n2":[]}]}},
         "errors":[{"message":"number of fields can't be more than 30","path":["viewer","zones"]}]}""");

    assertThat(answer.faults().get(0).parts())
        .containsExactlyInAnyOrder(
            new AnswerPart("n0", "z1"), new AnswerPart("n0", "z2"), new AnswerPart("n1", "z3"));
  }

  private static Answer read(String body) {
    return AnswerReader.read(DOCUMENT, Replies.ok(body), alias -> (zone, row) -> {});
  }
}
