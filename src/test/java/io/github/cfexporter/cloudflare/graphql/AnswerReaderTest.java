package io.github.cfexporter.cloudflare.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cfexporter.cloudflare.AnswerPart;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.JsonWalk;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Replies;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.counting.series.Row;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AnswerReaderTest {
  private static final Document DOCUMENT = new Document(
      "acc",
      List.of(new Block(
          List.of("z1", "z2"),
          List.of(
              new Node("n0", Sources.COLOS, Sources.MINUTE, 2),
              Sources.node("n1", Sources.COUNTRIES)))),
      List.of(Sources.node("n2", Sources.SCRIPTS)));

  private static final String WHOLE = """
      {"data":{"cost":3,"viewer":{"budget":297,"new":[{"a":[1]}],"accounts":[{
        "n2":[{"sum":{"requests":7},"dimensions":{"scriptName":"hello"}}],
        "zones":[
          {"n0":[{"count":5,"dimensions":{"coloCode":"FRA","edgeResponseStatus":404,"other":{"x":[2]}},
                  "sum":{"visits":null}},
                 {"count":18446744073709551615,"sum":{"visits":1.5},"dimensions":null}],
           "n1":[{"sum":{"countryMap":[{"clientCountryName":"DE","requests":1},null,
                                       {"clientCountryName":"FR","requests":true}],"requests":2}}],
           "zoneTag":"z2"},
          {"zoneTag":"z1","n0":[],"n1":null}]}]}},
       "errors":null}""";

  private final List<String> seen = new ArrayList<>();

  @Test
  void rows_reachTheirSinks() {
    read(Replies.ok(WHOLE));

    assertThat(seen)
        .containsExactly(
            "n2 '' [hello, 7]",
            "n0 'z2' [FRA, 404, 5, ]",
            "n0 'z2' [, , 1.8446744073709552E19, 1.5]",
            "n1 'z2' [2] [DE, 1] [FR, 1]");
  }

  @Test
  void bytesThatAreNoUtf8_spoilOneLabelOnly() {
    byte[] body = WHOLE.replace("FRA", "F?A").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < body.length; i++) {
      body[i] = body[i] == '?' ? (byte) 0xE9 : body[i];
    }

    read(new Reply(200, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body)));

    assertThat(seen).contains("n0 'z2' [F\uFFFDA, 404, 5, ]", "n1 'z2' [2] [DE, 1] [FR, 1]");
  }

  @Test
  void numberOfAnyLength_doesNotSpoilItsNeighbours() {
    read(Replies.ok(WHOLE.replace("404", "4".repeat(5_000)).replace("1.5", "1e999999999")));

    assertThat(seen)
        .contains("n2 '' [hello, 7]", "n1 'z2' [2] [DE, 1] [FR, 1]")
        .anyMatch(row -> row.startsWith("n0 'z2' [FRA, Infinity, 5"));
  }

  @Test
  void textBeyondTheBound_isNamedAsTheReason() {
    String name = "x".repeat(JsonWalk.LONGEST_TEXT + 1);

    assertThat(catchThrowableOfType(
            CloudflareException.class, () -> read(Replies.ok(WHOLE.replace("hello", name)))))
        .hasMessageContaining("too long");
  }

  @Test
  void answer_countsRowsAndNamesWhatCameBack() {
    Answer answer = read(Replies.ok(WHOLE));

    assertThat(answer.zones()).containsExactlyInAnyOrder("z1", "z2");
    assertThat(answer.rows())
        .containsEntry(new AnswerPart("n0", "z2"), 2)
        .containsEntry(new AnswerPart("n0", "z1"), 0)
        .containsEntry(new AnswerPart("n2", ""), 1)
        .doesNotContainKey(new AnswerPart("n1", "z1"));
    assertThat(answer.cost()).hasValue(3);
    assertThat(answer.budget()).hasValue(297);
    assertThat(answer.faults()).isEmpty();
  }

  @Test
  void fullPage_isRecognised() {
    Answer answer = read(Replies.ok(WHOLE));
    Node n0 = DOCUMENT.zoneBlocks().get(0).nodes().get(0);

    assertThat(answer.full(new AnswerPart("n0", "z2"), n0)).isTrue();
    assertThat(answer.full(new AnswerPart("n0", "z1"), n0)).isFalse();
  }

  @Test
  void nullNode_isNotClean() {
    Answer answer = read(Replies.ok(WHOLE));

    assertThat(answer.clean(new AnswerPart("n0", "z1"))).isTrue();
    assertThat(answer.clean(new AnswerPart("n1", "z1"))).isFalse();
  }

  @Test
  void missingZone_isTold() {
    Answer answer = read(Replies.ok("""
        {"data":{"viewer":{"accounts":[{"zones":[{"zoneTag":"z2","n0":[]},{"zoneTag":"other"}]}]}}}"""));

    assertThat(answer.zones()).containsExactly("z2");
    assertThat(answer.missing(DOCUMENT)).containsExactly("z1");
  }

  @Test
  void zoneWithoutAccess_isEmptyAndWithoutError() {
    Answer answer = read(Replies.ok("{\"data\":{\"viewer\":{\"accounts\":[]}}}"));

    assertThat(answer.missing(DOCUMENT)).containsExactlyInAnyOrder("z1", "z2");
  }

  @Test
  void errorPath_spoilsOnlyItsPart() {
    Answer answer = read(Replies.ok("""
        {"data":{"viewer":{"accounts":[{"zones":[
           {"zoneTag":"z2","n0":[],"n1":[]},{"zoneTag":"z1","n0":[],"n1":[]}],"n2":[]}]}},
         "errors":[{"message":"number of fields can't be more than 30",
           "path":["viewer","accounts","0","zones","1","n0"],
           "extensions":{"timestamp":"2026-01-01T01:01:01Z","ray_id":"r1"}}]}"""));

    assertThat(answer.faults()).singleElement().satisfies(fault -> {
      assertThat(fault.parts()).containsExactly(new AnswerPart("n0", "z1"));
      assertThat(fault.refusal()).isEqualTo(new Refusal.TooManyFields(30));
      assertThat(fault.error().ray()).isEqualTo("r1");
    });
    assertThat(answer.clean(new AnswerPart("n0", "z1"))).isFalse();
    assertThat(answer.clean(new AnswerPart("n0", "z2"))).isTrue();
    assertThat(answer.clean(new AnswerPart("n2", ""))).isTrue();
  }

  @Test
  void errorByDatasetAndTag_isLaidToTheAlias() {
    Answer answer = read(Replies.ok("""
        {"data":{"viewer":{"accounts":[{"zones":[
           {"zoneTag":"z1","n0":[],"n1":[]},{"zoneTag":"z2","n0":[],"n1":[]}],"n2":[]}]}},
         "errors":[{"message":"zone 'z2' does not have access to the path. Refer to https://x",
           "path":["viewer","accounts","0","zones","0","httpRequests1mGroups"]}]}"""));

    assertThat(answer.faults().get(0).parts()).containsExactly(new AnswerPart("n1", "z2"));
  }

  @Test
  void errorWithoutPath_spoilsEverything() {
    Answer answer = read(Replies.ok("""
        {"data":{"viewer":{"accounts":[{"zones":[{"zoneTag":"z1","n0":[]}]}]}},
         "errors":[{"message":"Internal server error","path":null}]}"""));

    assertThat(answer.clean(new AnswerPart("n0", "z1"))).isFalse();
    assertThat(answer.faults().get(0).parts()).hasSize(5);
  }

  @Test
  void bodyBrokenOffAnywhere_fails() {
    for (int length = 0; length < WHOLE.length(); length++) {
      assertThat(failure(Replies.ok(WHOLE.substring(0, length))).refusal())
          .as("cut at %d", length)
          .isEqualTo(new Refusal.Unreadable());
    }
  }

  /** cases.md 30, its siblings: neither spoils what is beside it. */
  @Test
  void partsThatAreNotWhatTheyShouldBe_areDamaged() {
    Answer answer = read(Replies.ok("""
        {"data":{"viewer":{"accounts":[{"zones":[
          {"zoneTag":"z1","n0":[],"n1":[]},{"zoneTag":"z1","n0":[]},{"zoneTag":"z2","n0":{},"n1":[]}],
          "n2":"none"}]}}}"""));

    assertThat(answer.damaged())
        .containsExactlyInAnyOrder(
            new AnswerPart("n0", "z1"), new AnswerPart("n0", "z2"), new AnswerPart("n2", ""));
    assertThat(answer.clean(new AnswerPart("n0", "z1"))).isFalse();
    assertThat(answer.clean(new AnswerPart("n1", "z1"))).isTrue();
    assertThat(answer.clean(new AnswerPart("n1", "z2"))).isTrue();
  }

  @Test
  void zonesThatAreNoList_damageWhatWasAskedOfThem() {
    for (String zones : List.of("{}", "7", "[7]")) {
      Answer answer = read(Replies.ok(
          "{\"data\":{\"viewer\":{\"accounts\":[{\"zones\":" + zones + ",\"n2\":[]}]}}}"));

      assertThat(answer.damaged()).contains(new AnswerPart("n0", "z1"), new AnswerPart("n1", "z2"));
      assertThat(answer.clean(new AnswerPart("n2", ""))).isTrue();
    }
  }

  private CloudflareException failure(Reply reply) {
    return catchThrowableOfType(CloudflareException.class, () -> read(reply));
  }

  private Answer read(Reply reply) {
    return AnswerReader.read(
        DOCUMENT, reply, alias -> (zone, row) -> seen.add(alias + " '" + zone + "' " + text(row)));
  }

  private static String text(Row row) {
    List<String> leaves = new ArrayList<>();
    for (int slot = 0; slot < row.shape().leaves().size(); slot++) {
      leaves.add(row.text(slot));
    }
    StringBuilder text = new StringBuilder(leaves.toString());
    for (int list = 0; list < row.shape().lists().size(); list++) {
      for (int i = 0; i < row.list(list).size(); i++) {
        text.append(' ').append(text(row.list(list).get(i)));
      }
    }
    return text.toString();
  }
}
