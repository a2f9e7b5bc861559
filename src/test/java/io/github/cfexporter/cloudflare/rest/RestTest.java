package io.github.cfexporter.cloudflare.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Replies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RestTest {
  private final FakeRest api = new FakeRest();

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

  private static String ruleset(String id, String kind, String phase) {
    return "{\"id\":\"%s\",\"kind\":\"%s\",\"phase\":\"%s\"}".formatted(id, kind, phase);
  }

  private static String rulesets(String items, String after) {
    String info = after.isEmpty() ? "{}" : "{\"cursors\":{\"after\":\"" + after + "\"}}";
    return "{\"success\":true,\"result\":[" + items + "],\"result_info\":" + info + "}";
  }
}
