package io.github.cfexporter.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cfexporter.cloudflare.rest.RestReply;
import io.netty.buffer.Unpooled;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Error messages of any length; cases.md 13 and 43. */
@Tag("unit")
class ShortTextsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "\u00e4", "\u20ac", "\ud83d\ude00", "\"", "\\", "\n"})
  void longText_isCut_andTheRestStays(String character) {
    String text = character.repeat(30_000);
    String json = new JsonObject().put("long", text).put("short", "x\"y").encode();

    JsonObject cut = new JsonObject(shortened(json));

    assertThat(text).startsWith(cut.getString("long"));
    assertThat(cut.getString("long").getBytes(StandardCharsets.UTF_8).length)
        .isBetween(ShortTexts.MOST_BYTES / 2 - 4, ShortTexts.MOST_BYTES + 6);
    assertThat(cut.getString("short")).isEqualTo("x\"y");
  }

  @Test
  void brokenJson_staysBroken() {
    String broken = "{\"a\":\"" + "x".repeat(20_000) + "\\";

    assertThat(shortened(broken).length()).isLessThan(ShortTexts.MOST_BYTES + 20);
  }

  @Test
  void messageOf60Megabytes_isOfBoundedLength_inBothEnvelopes() {
    String errors = "\"errors\":[{\"code\":10000,\"message\":\"Authentication error "
        + "x".repeat(60_000_000) + "\"}]}";

    CloudflareException rest = catchThrowableOfType(
        CloudflareException.class,
        () -> RestReply.read(Replies.json(403, "{\"success\":false," + errors)));

    assertThat(rest.refusal()).isEqualTo(new Refusal.AuthFailed());
    assertThat(rest.getMessage()).hasSizeLessThan(700).contains("Authentication error");
  }

  @Test
  void knownSecrets_areHidden_whereMessagesAreMade() {
    UnaryOperator<String> mask = text -> text.replace("s3cret value", "***");
    KnownSecrets.hideBy(mask);
    try {
      assertThat(GraphqlError.of("invalid token s3cret value given").message())
          .isEqualTo("invalid token *** given");
      assertThat(GraphqlError.of("x".repeat(490) + " s3cret value").message())
          .doesNotContain("s3c");
      assertThat(CloudflareException.unanswered(new Refusal.TimedOut(), "s3cret value", null))
          .hasMessage("API_TIMEOUT: ***");
    } finally {
      KnownSecrets.forget(mask);
    }
  }

  private static String shortened(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new String(
        ShortTexts.of(Unpooled.wrappedBuffer(bytes), 0, bytes.length), StandardCharsets.UTF_8);
  }
}
