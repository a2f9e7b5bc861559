package io.github.cfexporter.cloudflare.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Replies;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class RestTest {
  private final FakeRest api = new FakeRest();

  @Test
  void everyPageOfAccounts_isRead() {
    api.with("/accounts?page=1&per_page=50", FakeRest.page(accounts(0, 50), 1, 3))
        .with("/accounts?page=2&per_page=50", FakeRest.page(accounts(49, 99), 2, 3))
        .with("/accounts?page=3&per_page=50", FakeRest.page(accounts(99, 123), 3, 3));

    List<Account> accounts = api.rest().accounts().result();

    assertThat(accounts).hasSize(123).doesNotHaveDuplicates();
    assertThat(accounts.get(122)).isEqualTo(new Account("a122", "Acme 122"));
    assertThat(api.asked).hasSize(3);
  }

  @Test
  void emptyPage_endsTheList() {
    api.with("/accounts?page=1&per_page=50", FakeRest.page(accounts(0, 50), 1, 9))
        .with("/accounts?page=2&per_page=50", FakeRest.page("", 2, 9));

    assertThat(api.rest().accounts().result()).hasSize(50);
  }

  @Test
  void listThatKnowsNoPages_ends() {
    String all = "{\"result\":[" + accounts(0, 60) + "]}";
    api.with("/accounts?page=1&per_page=50", all).with("/accounts?page=2&per_page=50", all);

    assertThat(api.rest().accounts().result()).hasSize(60);
  }

  @Test
  void totalCount_replacesTheMissingPageCount() {
    String info = "],\"result_info\":{\"per_page\":20,\"total_count\":25}}";
    api.with("/accounts?page=1&per_page=50", "{\"result\":[" + accounts(0, 20) + info)
        .with("/accounts?page=2&per_page=50", "{\"result\":[" + accounts(20, 25) + info);

    assertThat(api.rest().accounts().result()).hasSize(25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "]}",
        "],\"result_info\":{\"per_page\":50}}",
        "],\"result_info\":{\"total_count\":45}}"
      })
  void serverWithSmallerPages_isReadToItsEnd(String end) { // cases.md 8
    String path = "/zones/z/ssl/certificate_packs?status=all&page=%d&per_page=50";
    api.with(path.formatted(1), "{\"result\":[" + accounts(0, 20) + end)
        .with(path.formatted(2), "{\"result\":[" + accounts(20, 40) + end)
        .with(path.formatted(3), "{\"result\":[" + accounts(40, 45) + end);

    assertThat(api.rest().certificatePacks("z").result()).hasSize(45);
  }

  @Test
  void listWithoutEnd_failsBeforeItFillsTheMemory() { // cases.md 9
    AtomicInteger pages = new AtomicInteger();
    Rest endless = new Rest(path -> {
      int page = pages.getAndIncrement();
      return Future.succeededFuture(new JsonObject("{\"result\":["
          + accounts(50 * page, 50 * page + 50) + "],\"result_info\":{\"per_page\":50}}"));
    });

    assertThat(endless.zones("a").cause()).hasMessageContaining("the list does not end");
    assertThat(pages).hasValue(Pages.MOST);
  }

  /** cases.md 13: each page may be as large as an answer, and there may be a thousand. */
  @Test
  void listForWhichThereIsNoMemory_fails_andGivesBackWhatItTook() {
    ListMemory memory = new ListMemory(100_000);
    AtomicInteger pages = new AtomicInteger();
    Function<String, Future<JsonObject>> endless = path -> {
      int page = pages.getAndIncrement();
      return Future.succeededFuture(
          new JsonObject("{\"result\":[" + accounts(50 * page, 50 * page + 50) + "]}"));
    };
    Function<String, Future<JsonObject>> three =
        path -> Future.succeededFuture(new JsonObject("{\"result\":[" + accounts(0, 3) + "]}"));

    for (int time = 0; time < 3; time++) {
      pages.set(0);
      Future<List<Account>> failed =
          new Pages<>(endless, Account::of, memory).byNumber("/zones?", 50);

      assertThat(((CloudflareException) failed.cause()).refusal())
          .isEqualTo(new Refusal.TooLarge());
      assertThat(failed.cause()).hasMessageContaining("path=/zones?");
      assertThat(pages).hasValueBetween(5, 20);
      assertThat(new Pages<>(three, Account::of, memory).byNumber("/zones?", 50).result())
          .hasSize(3);
    }
  }

  @Test
  void listThatTellsEverMorePages_failsSoon() {
    AtomicInteger pages = new AtomicInteger();
    Rest endless = new Rest(path -> {
      int page = pages.getAndIncrement();
      String items = accounts(50 * page, 50 * page + 50);
      return Future.succeededFuture(new JsonObject(FakeRest.page(items, page + 1, page + 3)));
    });

    assertThat(endless.accounts().cause()).hasMessageContaining("the list does not end");
    assertThat(pages).hasValueLessThan(20);
  }

  @Test
  void cursorsWithoutEnd_fail() {
    AtomicInteger pages = new AtomicInteger();
    Rest endless = new Rest(path -> {
      int page = pages.getAndIncrement();
      return Future.succeededFuture(new JsonObject("{\"result\":[" + accounts(page, page + 1)
          + "],\"result_info\":{\"cursors\":{\"after\":\"c" + page + "\"}}}"));
    });

    assertThat(endless.accountRuleNames("a").result().failures().get("/accounts/a/rulesets"))
        .hasMessageContaining("the list does not end");
  }

  @Test
  void zonesOfOtherAccounts_areLeftOut() { // cases.md 10
    api.with("/zones?account.id=a1&page=1&per_page=50", FakeRest.page("""
        {"id":"z1","account":{"id":"a1"}},{"id":"z2","account":{"id":"a2"}},{"id":"z3"}""", 1, 1));

    assertThat(api.rest().zones("a1").result()).extracting(Zone::id).containsExactly("z1", "z3");
  }

  @Test
  void zones_areReadWithTheirPlan() {
    api.with("/zones?account.id=a1&page=1&per_page=50", FakeRest.page("""
            {"id":"z1","name":"example.com","status":"active","paused":false,"type":"full",
             "activated_on":null,"account":{"id":"a1","name":"Acme"},"owner":{"id":null},
             "plan":{"id":"0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee","name":"Free Website","legacy_id":"free"}},
            {"id":"z2","name":"example.org","plan":{"id":"x","legacy_id":"pro"}},
            {"id":"z3","name":"example.net","account":null,"plan":null,"status":null,"paused":null}""", 1, 1));

    List<Zone> zones = api.rest().zones("a1").result();

    assertThat(zones.get(0))
        .isEqualTo(new Zone(
            "z1",
            "example.com",
            "a1",
            "Acme",
            "active",
            false,
            "full",
            "0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee",
            "free"));
    assertThat(zones).extracting(Zone::planLegacyId).containsExactly("free", "pro", "");
  }

  @Test
  void refusal_failsTheList() {
    assertThat(api.rest().zones("a1").cause())
        .isInstanceOf(CloudflareException.class)
        .hasMessageContaining("Authentication error");
  }

  @Test
  void zoneRuleNames_joinRulesAndRulesets() {
    api.with(
            "/zones/z1/firewall/rules?page=1&per_page=100",
            FakeRest.page("{\"id\":\"r1\",\"description\":\"allow API\"},{\"id\":\"r2\"}", 1, 1))
        .with(
            "/zones/z1/rulesets?per_page=50",
            rulesets(ruleset("s1", "zone", "http_request_firewall_custom"), "n+/="))
        .with(
            "/zones/z1/rulesets?per_page=50&cursor=n%2B%2F%3D",
            rulesets(
                ruleset("s2", "managed", "http_request_firewall_managed")
                    + "," + ruleset("s3", "zone", "http_request_transform")
                    + "," + ruleset("s4", "zone", "http_ratelimit"),
                ""))
        .with(
            "/zones/z1/rulesets/s1",
            "{\"result\":{\"id\":\"s1\",\"rules\":[{\"id\":\"r3\",\"description\":\"block bots\"}]}}")
        .with("/zones/z1/rulesets/s4", "{\"result\":{\"id\":\"s4\"}}");

    RuleNames names = api.rest().zoneRuleNames("z1").result();

    assertThat(names.byId()).containsOnlyKeys("r1", "r3").containsEntry("r3", "block bots");
    assertThat(names.failures()).isEmpty();
    assertThat(api.asked).doesNotContain("/zones/z1/rulesets/s2", "/zones/z1/rulesets/s3");
  }

  @Test
  void failedPartOfRuleNames_leavesTheOthers() {
    api.with(
            "/accounts/a1/rulesets?per_page=50",
            rulesets(
                ruleset("s1", "managed", "ddos_l7") + ","
                    + ruleset("s2", "custom", "http_ratelimit"),
                ""))
        .with(
            "/accounts/a1/rulesets/s2",
            "{\"result\":{\"rules\":[{\"id\":\"r9\",\"description\":\"slow down\"}]}}");

    RuleNames names = api.rest().accountRuleNames("a1").result();

    assertThat(names.byId()).containsExactly(Map.entry("r9", "slow down"));
    assertThat(names.failures()).containsOnlyKeys("/accounts/a1/rulesets/s1");
  }

  @Test
  void ownNames_winOverOthers() {
    RuleNames zone = new RuleNames(Map.of("r", "zone's"), Map.of());
    RuleNames account = new RuleNames(Map.of("r", "account's", "q", "both"), Map.of());

    assertThat(zone.and(account).byId()).containsEntry("r", "zone's").containsEntry("q", "both");
  }

  @Test
  void successWithMessages_isNoError() {
    assertThat(RestReply.read(
            Replies.ok("{\"success\":true,\"messages\":[{\"code\":10000,\"message\":\"valid\"}]}")))
        .isNotEmpty();
  }

  @Test
  void bodyThatIsNoEnvelope_isUnreadable() {
    for (String body : List.of("", "null", "[]", "7", "{\"result\":[", "<html>")) {
      assertThatExceptionOfType(CloudflareException.class)
          .as(body)
          .isThrownBy(() -> RestReply.read(Replies.ok(body)))
          .extracting(CloudflareException::refusal)
          .isEqualTo(new Refusal.Unreadable());
    }
  }

  @Test
  void failureWithoutErrors_isExplainedByItsStatus() {
    assertThatExceptionOfType(CloudflareException.class)
        .isThrownBy(() -> RestReply.read(Replies.html(503)))
        .extracting(CloudflareException::code)
        .isEqualTo(CloudflareException.Code.API_UNAVAILABLE);
    assertThatExceptionOfType(CloudflareException.class)
        .isThrownBy(() -> RestReply.read(Replies.json(429, "{\"success\":false}")))
        .extracting(CloudflareException::code)
        .isEqualTo(CloudflareException.Code.API_RATE_LIMITED);
  }

  private static String accounts(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{\"id\":\"a" + i + "\",\"name\":\"Acme " + i + "\",\"settings\":null}")
        .collect(Collectors.joining(","));
  }

  private static String ruleset(String id, String kind, String phase) {
    return "{\"id\":\"%s\",\"kind\":\"%s\",\"phase\":\"%s\"}".formatted(id, kind, phase);
  }

  private static String rulesets(String items, String after) {
    String info = after.isEmpty() ? "{}" : "{\"cursors\":{\"after\":\"" + after + "\"}}";
    return "{\"success\":true,\"result\":[" + items + "],\"result_info\":" + info + "}";
  }
}
