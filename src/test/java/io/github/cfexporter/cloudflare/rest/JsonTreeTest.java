package io.github.cfexporter.cloudflare.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Replies;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** cases.md 13: a body that is small enough may be a tree that is not. */
@Tag("unit")
class JsonTreeTest {
  private static final int MOST = 1_000;

  @Test
  void tree_isThatOfVertx() throws IOException {
    String json = "{\"a\":[1,-2.5,1e400,12345678901,123456789012345678901234567890,true,null,\"\"],"
        + "\"b\":{\"c\":{},\"d\":[[\"\u20ac\\n\"]]},\"a2\":false}";

    assertThat(JsonTree.read(Replies.ok(json), MOST)).contains(new JsonObject(json));
  }

  @Test
  void moreValuesThanThereIsMemoryFor_areRefused() throws IOException {
    String fits = "{\"result\":[" + "{},".repeat(MOST - 3) + "{}]}";
    String tooMany = "{\"result\":[" + "{},".repeat(MOST) + "{}]}";

    assertThat(JsonTree.read(Replies.ok(fits), MOST)).isPresent();
    assertThatThrownBy(() -> JsonTree.read(Replies.ok(tooMany), MOST))
        .isInstanceOfSatisfying(
            CloudflareException.class,
            cause -> assertThat(cause.refusal()).isEqualTo(new Refusal.TooLarge()));
  }

  @Test
  void longTexts_areCut() throws IOException {
    String json = "{\"name\":\"" + "x".repeat(3_000_000) + "\"}";

    assertThat(JsonTree.read(Replies.ok(json), MOST).orElseThrow().getString("name"))
        .matches("x+…[0-9a-f]{16}")
        .hasSizeLessThan(1_100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}{}", "{\"a\":}", "{\"a\":[}", "{\"a\":1", "x"})
  void brokenBodies_areNoJson(String body) {
    assertThatThrownBy(() -> JsonTree.read(Replies.ok(body), MOST)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "null", "\"text\""})
  void otherValues_areNoObject(String body) throws IOException {
    assertThat(JsonTree.read(Replies.ok(body), MOST)).isEmpty();
  }
}
