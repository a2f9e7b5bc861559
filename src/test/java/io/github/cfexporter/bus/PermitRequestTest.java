package io.github.cfexporter.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.Payer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What nodes of this and of older releases send each other. */
@Tag("unit")
class PermitRequestTest {
  @Test
  void messages_areReadAsTheyWereSent() {
    PermitRequest request = new PermitRequest("1", Payer.graphql("t2", "acct", true), 5);
    RateNotice notice = new RateNotice(Api.REST, "t2", "", 3, 60);

    assertThat(sent(PermitRequest.CODEC, request)).isEqualTo(request);
    assertThat(sent(RateNotice.CODEC, notice)).isEqualTo(notice);
  }

  @Test
  void messagesOfAnOlderRelease_areRead() {
    JsonObject request = new JsonObject()
        .put("id", "1")
        .put("api", "GRAPHQL")
        .put("account", "acct")
        .put("dueSince", 5L);
    JsonObject notice = new JsonObject()
        .put("api", "GRAPHQL")
        .put("account", "acct")
        .put("remaining", 0)
        .put("seconds", 60);

    assertThat(PermitRequest.CODEC.read().apply(request))
        .isEqualTo(
            new PermitRequest("1", new Payer(Api.GRAPHQL, "", "acct", Payer.Counted.EITHER), 5));
    assertThat(RateNotice.CODEC.read().apply(notice))
        .isEqualTo(new RateNotice(Api.GRAPHQL, "", "acct", 0, 60));
  }

  private static <T extends Record> T sent(JsonCodec<T> codec, T message) {
    Buffer buffer = Buffer.buffer();
    codec.encodeToWire(buffer, message);
    return codec.decodeFromWire(0, buffer);
  }
}
