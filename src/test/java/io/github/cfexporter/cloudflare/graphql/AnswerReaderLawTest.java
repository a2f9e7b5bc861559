package io.github.cfexporter.cloudflare.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Reply;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What must hold for any answer, not for the examples of {@link AnswerReaderTest} alone. */
@Tag("unit")
class AnswerReaderLawTest {
  private static final int ANSWERS = 300;
  private static final List<String> COLOS = List.of("FRA", "AMS", "Zürich \"☃\"", "\\");
  private static final Document DOCUMENT = new Document(
      "acc",
      List.of(
          new Block(List.of("z1", "z2"), List.of(Sources.node("n0", Sources.COLOS))),
          new Block(List.of("z2", "z3"), List.of(Sources.node("n1", Sources.COLOS)))),
      List.of());

  private final Random random = new Random(5);
  private final Map<String, Long> sent = new HashMap<>();
  private final Map<String, Long> received = new HashMap<>();

  @Test
  void orderOfFieldsAndStrangers_doNotMatter() {
    for (int i = 0; i < ANSWERS; i++) {
      read(reply(answer().getBytes(StandardCharsets.UTF_8)));

      assertThat(received).isEqualTo(sent);
    }
  }

  @Test
  void damagedAnswer_isReadOrRefusedButNothingElse() {
    byte[] whole = answer().getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 5 * ANSWERS; i++) {
      byte[] damaged = whole.clone();
      for (int hits = random.nextInt(3); hits >= 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        read(reply(damaged));
      } catch (CloudflareException refused) {
        assertThat(refused.code()).isNotNull();
      }
    }
  }

  @Test
  void repeatedTexts_areAllocatedOnce() {
    IdentityHashMap<String, Boolean> identities = new IdentityHashMap<>();
    Set<String> values = new HashSet<>();

    AnswerReader.read(
        DOCUMENT, reply(answer().getBytes(StandardCharsets.UTF_8)), alias -> (zone, row) -> {
          String colo = row.text(row.shape().slot("dimensions.coloCode"));
          identities.put(colo, true);
          values.add(colo);
        });

    assertThat(identities).hasSameSizeAs(values);
  }

  private void read(Reply reply) {
    received.clear();
    AnswerReader.read(
        DOCUMENT,
        reply,
        alias -> (zone, row) -> received.merge(
            alias + zone + row.text(row.shape().slot("dimensions.coloCode")),
            row.count(row.shape().slot("count")),
            Long::sum));
  }

  private String answer() {
    sent.clear();
    String account = object(
        "\"b0\":[" + zone("z1", "n0") + "," + zone("z2", "n0") + "]",
        "\"b1\":[" + zone("z3", "n1") + "," + zone("z2", "n1") + "]");
    String viewer = object("\"budget\":7", "\"accounts\":[" + account + "]");
    return object("\"data\":" + object("\"cost\":1", "\"viewer\":" + viewer), "\"errors\":null");
  }

  private String zone(String tag, String alias) {
    List<String> rows = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      rows.add(row(alias + tag));
    }
    return object(
        "\"zoneTag\":\"" + tag + "\"", "\"" + alias + "\":[" + String.join(",", rows) + "]");
  }

  private String row(String part) {
    String colo = COLOS.get(random.nextInt(COLOS.size()));
    long count = random.nextLong(1L << 53);
    sent.merge(part + colo, count, Long::sum);
    String quoted = "\"" + colo.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    return object(
        "\"count\":" + count,
        "\"dimensions\":" + object("\"coloCode\":" + quoted, "\"edgeResponseStatus\":404"));
  }

  /** An object with its fields in any order, and now and then one that nobody asked for. */
  private String object(String... fields) {
    List<String> shuffled = new ArrayList<>(List.of(fields));
    if (random.nextBoolean()) {
      shuffled.add("\"stranger\":{\"zoneTag\":[{\"count\":1}],\"n0\":[{}]}");
    }
    Collections.shuffle(shuffled, random);
    return "{" + String.join(",", shuffled) + "}";
  }

  private static Reply reply(byte[] body) {
    return new Reply(200, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body));
  }
}
