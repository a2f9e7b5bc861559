package io.github.cfexporter.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RateHeadersTest {
  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  @Test
  void quotedItems_areRead() {
    headers
        .set("ratelimit", "\"default\";r=50;t=30")
        .set("ratelimit-policy", "\"burst\";q=100;w=60");

    RateHeaders rate = RateHeaders.parse(headers);

    assertThat(rate.budgets())
        .containsExactly(new RateHeaders.Budget("default", 50, Duration.ofSeconds(30)));
    assertThat(rate.quotas())
        .containsExactly(new RateHeaders.Quota("burst", 100, Duration.ofSeconds(60)));
  }

  @Test
  void unquotedAndSeveralItems_areRead() {
    headers.add("Ratelimit", "default;r=0;t=1, \"a,b\" ; t=9 ; r=7").add("Ratelimit", "c;r=1;t=2");

    assertThat(RateHeaders.parse(headers).budgets())
        .containsExactly(
            new RateHeaders.Budget("default", 0, Duration.ofSeconds(1)),
            new RateHeaders.Budget("a,b", 7, Duration.ofSeconds(9)),
            new RateHeaders.Budget("c", 1, Duration.ofSeconds(2)));
  }

  @Test
  void absentOrMangledHeaders_sayNothing() {
    headers.set("Ratelimit", ";;,=,\"x").set("Retry-After", "soon");

    RateHeaders rate = RateHeaders.parse(headers);

    assertThat(rate.budgets()).isEmpty();
    assertThat(rate.quotas()).isEmpty();
    assertThat(rate.retryAfter()).isEmpty();
  }

  @Test
  void retryAfterDate_isReadAgainstTheReplysOwnDate() {
    headers
        .set("Date", "Thu, 01 Jan 2026 00:00:00 GMT")
        .set("Retry-After", "Thu, 01 Jan 2026 00:02:30 GMT");

    assertThat(RateHeaders.parse(headers).retryAfter()).contains(Duration.ofSeconds(150));
  }

  /** cases.md 26. */
  @Test
  void absurdWaits_areCapped() {
    headers
        .set("Date", "Thu, 01 Jan 2026 00:00:00 GMT")
        .set("Retry-After", "Fri, 01 Jan 2066 00:00:00 GMT")
        .set("Ratelimit", "\"default\";r=0;t=1000000000");

    RateHeaders rate = RateHeaders.parse(headers);

    assertThat(rate.pause()).contains(Duration.ofMinutes(10));
    assertThat(rate.remark()).contains("taken as 600 s");
    assertThat(rate.budgets())
        .containsExactly(new RateHeaders.Budget("default", 0, Duration.ofMinutes(10)));
  }

  @Test
  void dateThatHasPassed_saysNothing() {
    headers
        .set("Date", "Thu, 01 Jan 2026 00:00:00 GMT")
        .set("Retry-After", "Wed, 31 Dec 2025 00:00:00 GMT");

    assertThat(RateHeaders.parse(headers).pause()).isEmpty();
  }
}
