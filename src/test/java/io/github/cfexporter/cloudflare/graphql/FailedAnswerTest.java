package io.github.cfexporter.cloudflare.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Replies;
import io.github.cfexporter.cloudflare.Reply;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers without any data, each of which fails with what it says. */
@Tag("unit")
class FailedAnswerTest {
  private static final Document DOCUMENT =
      new Document("acc", List.of(), List.of(Sources.node("n0", Sources.SCRIPTS)));

  @Test
  void nothingButErrors_fails() {
    CloudflareException failure = failure(Replies.ok("""
        {"data":null,"errors":[
          {"message":"cannot request data older than 2678400s","path":null},
          {"message":"Account acc has exceeded its rate limit. Please try again after 5 minutes.",
           "path":null,"extensions":{"code":"budget","timestamp":"2026-01-01T01:01:01Z"}}]}"""));

    assertThat(failure.code()).isEqualTo(CloudflareException.Code.API_RATE_LIMITED);
    assertThat(failure.refusal().tags()).containsExactly("acc");
    assertThat(failure.faults()).hasSize(2);
    assertThat(failure.ray()).isEqualTo("8a1b2c3d4e5f-FRA");
    assertThat(failure)
        .hasMessageStartingWith("API_RATE_LIMITED: Account acc")
        .hasMessageEndingWith("(status=200 ray=8a1b2c3d4e5f-FRA)");
  }

  @Test
  void restEnvelope_isUnderstood() {
    CloudflareException failure = failure(Replies.json(400, """
        {"success":false,"errors":[{"code":6003,"message":"Invalid request headers",
          "error_chain":[{"code":6103,"message":"Invalid format for X-Auth-Key header"}]}],
         "messages":[],"result":null}"""));

    assertThat(failure.refusal()).isEqualTo(new Refusal.AuthFailed());
    assertThat(failure).hasMessageContaining("Invalid request headers: Invalid format");
  }

  @Test
  void htmlPage_isExplainedByItsStatus() {
    assertThat(failure(Replies.html(502)).code())
        .isEqualTo(CloudflareException.Code.API_UNAVAILABLE);
    assertThat(failure(Replies.html(200)).refusal()).isEqualTo(new Refusal.Unreadable());
  }

  @Test
  void bodyWithoutData_isUnreadable() {
    for (String body : List.of("", "null", "[]", "{}", "{\"data\":null}", "{\"data\":{}}", "7")) {
      assertThat(failure(Replies.ok(body)).refusal()).as(body).isEqualTo(new Refusal.Unreadable());
    }
  }

  private static CloudflareException failure(Reply reply) {
    return catchThrowableOfType(
        CloudflareException.class,
        () -> AnswerReader.read(DOCUMENT, reply, alias -> (zone, row) -> {}));
  }
}
