package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.world.Grant;
import io.github.cfexporter.simulator.world.Permission;
import io.github.cfexporter.simulator.world.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two tokens: each reads what it may, and one makes way for the other without a window being lost. */
@Tag("rig")
class TwoTokensTest {
  private final TokenRig node = new TokenRig();

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void twoTokens_eachReadTheirAccount_withinABudgetOfTheirOwn() {
    String other = node.world.accounts().get(1).id();
    for (int i = 0; i < 30; i++) {
      for (String one : List.of(node.account, other)) {
        node.world.addZone(
            one, "more-" + i + "-" + one + ".example", node.zone.plan(), node.zone.entitlements());
      }
    }
    node.start(
        Map.of(
            "CLOUDFLARE_API_TOKENS",
            TokenRig.ONE + "," + TokenRig.TWO,
            "RATE_LIMIT_MODE",
            "token",
            "GRAPHQL_QUERIES_PER_5_MINUTES",
            "12"),
        tokens -> {
          tokens.add(TokenRig.ONE, Grant.everything().ofAccounts(node.account));
          tokens.add(TokenRig.TWO, Grant.everything().ofAccounts(other));
        });
    node.rig().advance(Duration.ofMinutes(20));

    assertThat(new Books(node.rig()).assertExact().sourcesCompared()).isPositive();
    assertThat(most(call -> call.token().equals(Tokens.idOf(TokenRig.ONE)))).isEqualTo(12);
    assertThat(most(call -> call.token().equals(Tokens.idOf(TokenRig.TWO)))).isEqualTo(12);
    assertThat(node.rig().simulator().log().calls(call -> !call.ok() && call.api() == Api.GRAPHQL))
        .isEmpty();
  }

  @Test
  void zoneThatTheFirstTokenMayNotRead_isReadWithTheSecond() {
    node.start(Map.of("CLOUDFLARE_API_TOKENS", TokenRig.ONE + "," + TokenRig.TWO), tokens -> {
      tokens.add(TokenRig.ONE);
      tokens.withholdAnalytics(TokenRig.ONE, node.zone.id());
      tokens.add(TokenRig.TWO);
    });

    node.assertExact(2 * (TokenRig.OF_ACCOUNT + TokenRig.OF_ZONE));
    assertThat(node.rig().reasons()).isEmpty();
    assertThat(node.rig()
            .simulator()
            .log()
            .calls(call ->
                call.token().equals(Tokens.idOf(TokenRig.TWO)) && !call.nodes().isEmpty()))
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.zones()).containsExactly(node.zone.id()));
  }

  @Test
  void accountThatTheFirstTokenMayNotReadAnyMore_isReadWithTheSecond() {
    node.start(Map.of("CLOUDFLARE_API_TOKENS", TokenRig.ONE + "," + TokenRig.TWO), tokens -> {
      tokens.add(TokenRig.ONE);
      tokens.add(TokenRig.TWO);
    });
    node.rig().simulator().tokens().withholdAnalytics(TokenRig.ONE, node.account);
    node.watch().advance(Duration.ofMinutes(5));

    node.assertExact(2 * (TokenRig.OF_ACCOUNT + TokenRig.OF_ZONE));
    node.assertFresh();
    assertThat(node.rig().reasons()).isEmpty();
  }

  @Test
  void zoneThatTheFirstTokenMayNotReadAnyMore_isReadWithTheSecond() {
    node.start(Map.of("CLOUDFLARE_API_TOKENS", TokenRig.ONE + "," + TokenRig.TWO), tokens -> {
      tokens.add(TokenRig.ONE);
      tokens.add(TokenRig.TWO);
    });
    node.rig().simulator().tokens().withholdAnalytics(TokenRig.ONE, node.zone.id());
    node.watch().advance(Duration.ofMinutes(5));

    node.assertExact(2 * (TokenRig.OF_ACCOUNT + TokenRig.OF_ZONE));
    node.assertFresh();
    assertThat(node.rig().reasons()).isEmpty();
  }

  @Test
  void certificatesThatTheFirstTokenMayNotRead_areReadWithTheSecond() {
    node.start(Map.of("CLOUDFLARE_API_TOKENS", TokenRig.ONE + "," + TokenRig.TWO), tokens -> {
      tokens.add(TokenRig.ONE, Grant.everything().without(Permission.CERTIFICATES));
      tokens.add(TokenRig.TWO);
    });

    assertThat(node.rig().scrape().family("cloudflare_zone_certificate_validation_status"))
        .isNotEmpty();
    assertThat(node.rig().reasons()).isEmpty();
  }

  @Test
  void readerThatChangesAtRuntime_repeatsAndLosesNoWindow() {
    node.start(
        Map.of(
            "CLOUDFLARE_API_TOKENS",
            TokenRig.ONE + "," + TokenRig.TWO,
            "ACCOUNT_LIST_CACHE_TTL_SECONDS",
            "60"),
        tokens -> {
          tokens.add(TokenRig.ONE);
          tokens.add(TokenRig.TWO);
        });
    node.rig().simulator().tokens().revoke(TokenRig.ONE);
    node.watch().advance(Duration.ofMinutes(7));

    node.assertExact(2 * (TokenRig.OF_ACCOUNT + TokenRig.OF_ZONE));
    node.assertFresh();
    assertThat(node.rig().reasons())
        .anyMatch(reason ->
            reason.startsWith("token " + TokenRig.id(TokenRig.ONE) + " is rejected by Cloudflare"));
    node.rig().simulator().tokens().add(TokenRig.ONE);
    node.watch().advance(Duration.ofMinutes(25));

    node.assertExact(2 * (TokenRig.OF_ACCOUNT + TokenRig.OF_ZONE));
    assertThat(node.rig().reasons()).isEmpty();
    assertThat(node.rig().simulator().log().calls(call -> call.outcome().contains("Too many auth")))
        .isEmpty();
  }

  private int most(Predicate<Call> where) {
    return node.rig()
        .simulator()
        .log()
        .mostWithin(300_000, call -> call.api() == Api.GRAPHQL && where.test(call));
  }
}
