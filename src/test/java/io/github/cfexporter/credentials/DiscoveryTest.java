package io.github.cfexporter.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.rest.Rest;
import io.github.cfexporter.cloudflare.rest.RestReply;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One look with one credential; rows 4 and 7 of cases.md, and tokens of every shape. */
@Tag("unit")
class DiscoveryTest {
  private static final String ACTIVE = "{\"result\":{\"status\":\"active\"}}";
  private static final String NONE = "{\"success\":true,\"result\":[]}";
  private static final String OWNED = "{\"success\":false,\"errors\":[{\"code\":1001,\"message\":"
      + "\"List accounts endpoint does not support account owned tokens\"}]}";

  private final Map<String, Integer> statuses = new HashMap<>();
  private final Map<String, String> bodies = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  @Test
  void listOfAccounts_isEnough() {
    answer("/user/tokens/verify", 200, ACTIVE);
    answer("/accounts", 200, "{\"result\":[{\"id\":\"a\",\"name\":\"A\"}]}");
    Reach reach = look("b");

    assertThat(reach.accounts()).containsOnlyKeys("a");
    assertThat(reach.token().status()).isEqualTo(TokenState.Status.ACTIVE);
    assertThat(reach.problems()).isEmpty();
    assertThat(asked).hasSize(2);
  }

  @Test
  void emptyList_makesTheZonesTellTheirAccounts() {
    answer("/user/tokens/verify", 200, ACTIVE);
    answer("/accounts", 200, NONE);
    answer(
        "/zones", 200, "{\"result\":[{\"id\":\"z\",\"account\":{\"id\":\"a\",\"name\":\"A\"}}]}");

    assertThat(look().accounts().get("a").name()).isEqualTo("A");
  }

  @Test
  void accountOwnedToken_isVerifiedWhereItIsOwned() {
    answer("/accounts", 400, OWNED);
    answer(
        "/zones", 200, "{\"result\":[{\"id\":\"z\",\"account\":{\"id\":\"a\",\"name\":\"A\"}}]}");
    answer("/accounts/a/tokens/verify", 200, "{\"result\":{\"status\":\"expired\"}}");
    Reach reach = look();

    assertThat(reach.token().owner()).isEqualTo("a");
    assertThat(reach.token().status()).isEqualTo(TokenState.Status.EXPIRED);
    assertThat(reach.problems()).containsExactly("token t has expired: give another one");
  }

  @Test
  void namedAccounts_areAskedForByTheirIds() {
    answer("/accounts", 400, OWNED);
    answer("/zones", 200, NONE);
    answer("/accounts/a", 200, "{\"result\":{\"id\":\"a\",\"name\":\"A\"}}");
    answer(
        "/accounts/gone",
        404,
        "{\"success\":false,\"errors\":[{\"code\":7003,\"message\":\"no\"}]}");
    Reach reach = look("a", "b", "gone");

    assertThat(reach.accounts()).containsOnlyKeys("a", "b");
    assertThat(reach.presumed()).containsExactly("b");
    assertThat(reach.failed()).isFalse();
  }

  @Test
  void tokenThatSeesNothing_isToldWhatItNeeds() {
    answer("/user/tokens/verify", 200, ACTIVE);

    assertThat(look().problems())
        .contains(
            "Zone · Zone · Read is missing for token t: no metric of zones is collected",
            "token t sees no account: give it Account · Account Settings · Read or Zone · Zone ·"
                + " Read, or name accounts in cfAccounts");
  }

  @Test
  void tokenThatIsRefusedEverywhere_isRejected() {
    Reach reach = look();

    assertThat(reach.token().status()).isEqualTo(TokenState.Status.REJECTED);
    assertThat(reach.problems()).singleElement().asString().startsWith("token t is rejected");
  }

  @Test
  void disabledToken_isNotTriedAnyFurther() {
    answer("/user/tokens/verify", 200, "{\"result\":{\"status\":\"disabled\"}}");

    assertThat(look().token().isValid()).isFalse();
    assertThat(asked).containsExactly("/user/tokens/verify");
  }

  @Test
  void outage_isNeitherAnEmptyListNorABadToken() {
    answer("/user/tokens/verify", 500, "{}");
    answer("/accounts", 500, "{}");
    Reach reach = look();

    assertThat(reach.failed()).isTrue();
    assertThat(reach.token().isValid()).isTrue();
    assertThat(reach.problems()).isEmpty();
  }

  private Reach look(String... wanted) {
    return new Discovery(new Rest(this::get), TokenState.unknown("t"), Set.of(wanted))
        .look(true)
        .result();
  }

  private void answer(String path, int status, String body) {
    statuses.put(path, status);
    bodies.put(path, body);
  }

  private Future<io.vertx.core.json.JsonObject> get(String pathAndQuery) {
    String path = pathAndQuery.replaceFirst("\\?.*", "");
    asked.add(path);
    String body = bodies.getOrDefault(
        path,
        "{\"success\":false,\"errors\":[{\"code\":10000,\"message\":\"Authentication error\"}]}");
    Reply reply = new Reply(
        statuses.getOrDefault(path, 403), MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body));
    return Future.succeededFuture(reply).map(RestReply::read);
  }
}
