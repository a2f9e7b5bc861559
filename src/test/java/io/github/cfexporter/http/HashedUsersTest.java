package io.github.cfexporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.report.Refused;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Users and limits of a web configuration file; that of the toolkit's sample, and without TLS. */
@Tag("unit")
class HashedUsersTest extends HttpsFixture {
  private static final Path SAMPLE = Path.of("src/test/resources/exporter-toolkit/web-config.yml");
  private static final String ALICE = """
      basic_auth_users:
        alice: $2y$10$mDwo.lAisC94iLAyP81MCesa29IzH37oigHC/42V2pdJlUprsJPze
      """;

  @Test
  void theToolkitsOwnSample_works() throws Exception {
    serve(Files.readString(SAMPLE));
    HttpClient client = client(pems.client(List.of("server"), List.of()));

    assertThat(get(client, "/metrics").statusCode()).isEqualTo(401);
    assertThat(get(client, "/metrics", basic("alice", "alice123")).statusCode()).isEqualTo(200);
    assertThat(get(client, "/metrics", basic("bob", "bob123")).statusCode()).isEqualTo(200);
    assertThat(get(client, "/metrics", basic("alice", "bob123")).statusCode()).isEqualTo(401);
    assertThat(get(client, "/-/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void wrongUsersAndPasswords_areRefused_alsoAfterARightOne() throws Exception {
    serve(ALICE);
    assertThat(settings.asksForALogin()).isTrue();
    assertThat(status(basic("alice", "alice123"))).isEqualTo(200);

    assertThat(status(basic("alice", "alice12"))).isEqualTo(401);
    assertThat(status(basic("alice", ""))).isEqualTo(401);
    assertThat(status(basic("Alice", "alice123"))).isEqualTo(401);
    assertThat(status(basic("carol", "alice123"))).isEqualTo(401);
    assertThat(status("Authorization", "Basic !!")).isEqualTo(401);
    assertThat(status("Authorization", "Bearer alice123")).isEqualTo(401);
    assertThat(status(basic("alice", "alice123"))).isEqualTo(200);
  }

  @Test
  void rightPassword_isNotATry_howeverOftenItComes() throws Exception {
    serve(ALICE);

    assertThat(IntStream.range(0, 50).map(number -> status(basic("alice", "alice123"))))
        .containsOnly(200);
  }

  /** Many at once must not be more tries than one after the other. */
  @Test
  void wrongPasswords_areSlowedDown_alsoManyAtOnce() throws Exception {
    serve(ALICE);

    List<CompletableFuture<Integer>> guesses = IntStream.range(0, 40)
        .mapToObj(
            number -> CompletableFuture.supplyAsync(() -> status(basic("alice", "guess" + number))))
        .toList();

    List<Integer> answers = guesses.stream().map(CompletableFuture::join).toList();
    assertThat(answers).containsOnly(401, 429);
    assertThat(answers).contains(429);
    assertThat(Collections.frequency(answers, 401)).isGreaterThanOrEqualTo(10);
    assertThat(exporter.refused).contains(Refused.Reason.PASSWORD);
  }

  @Test
  void bodyThatComesWithASlowLogin_isReadAfterIt() throws Exception {
    serve(ALICE);
    Http http = new Http(plain, port);

    String login = basic("alice", "alice123")[1];
    HttpResponse<String> echo = http.send(
        "PUT",
        "/config/any",
        "{\"value\": 1}",
        "Content-Type",
        "application/json",
        "Authorization",
        login);

    assertThat(echo.body()).isEqualTo("{\"value\": 1}");
  }

  @Test
  void rateLimit_refusesWhatIsTooMuch_butNoProbe() throws Exception {
    serve("rate_limit: {interval: 1h, burst: 3}");
    assertThat(settings.asksForALogin()).isFalse();

    assertThat(IntStream.range(0, 5).map(number -> status()))
        .containsExactly(200, 200, 200, 429, 429);
    assertThat(getPlain("/metrics").headers().firstValue(HttpHeaders.RETRY_AFTER.toString()))
        .isPresent();
    assertThat(getPlain("/-/healthy").statusCode()).isEqualTo(200);
    assertThat(getPlain("/-/ready").statusCode()).isEqualTo(200);
    assertThat(exporter.refused).contains(Refused.Reason.RATE);
  }

  private int status(String... headers) {
    try {
      return getPlain("/metrics", headers).statusCode();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String[] basic(String user, String password) {
    String login = user + ":" + password;
    return new String[] {
      "Authorization",
      "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))
    };
  }
}
