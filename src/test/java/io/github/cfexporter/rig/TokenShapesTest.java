package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.world.Grant;
import io.github.cfexporter.simulator.world.Permission;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One token of every shape: exact counters for what it may read, a sentence for what it may not. */
@Tag("rig")
class TokenShapesTest {
  private final TokenRig node = new TokenRig();

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void tokenOfSomeAccounts_readsThose() {
    node.start(tokens -> tokens.add(TokenRig.ONE, Grant.everything().ofAccounts(node.account)));

    node.assertExact(TokenRig.OF_ACCOUNT + TokenRig.OF_ZONE);
    assertThat(node.rig().reasons()).isEmpty();
  }

  @Test
  void accountOwnedToken_readsItsAccount_andTellsItsExpiry() {
    long expiry = Rig.START_MILLIS + Duration.ofDays(3).toMillis();
    node.start(tokens ->
        tokens.add(TokenRig.ONE, Grant.everything().ownedBy(node.account).until(expiry)));

    node.assertExact(TokenRig.OF_ACCOUNT + TokenRig.OF_ZONE);
    assertThat(node.rig().reasons()).isEmpty();
    assertThat(node.rig().scrape().family("cloudflare_exporter_token_up"))
        .containsExactly(Map.entry(Map.of("token", TokenRig.id(TokenRig.ONE)), 1.0));
    assertThat(node.rig().scrape().sum("cloudflare_exporter_token_expiry_timestamp_seconds"))
        .isEqualTo((double) Math.floorDiv(expiry, 1000));
  }

  @Test
  void tokenThatMayNotListAccounts_findsThemByTheirZones() {
    node.start(tokens ->
        tokens.add(TokenRig.ONE, Grant.everything().without(Permission.ACCOUNT_SETTINGS)));

    node.assertExact(2 * (TokenRig.OF_ACCOUNT + TokenRig.OF_ZONE));
    assertThat(node.rig().reasons()).isEmpty();
  }

  @Test
  void tokenWithoutZoneRead_countsItsAccounts_andTellsWhatIsMissing() {
    node.start(tokens -> tokens.add(TokenRig.ONE, Grant.everything().without(Permission.ZONE)));

    node.assertExact(2 * TokenRig.OF_ACCOUNT);
    assertThat(node.rig().reasons())
        .contains("Account Account 0: Zone · Zone · Read is missing for token "
            + TokenRig.id(TokenRig.ONE)
            + ": no metric of zones is collected (API_AUTH_FAILED: Authentication error"
            + " (the token needs Zone · Zone · Read) (status=403))");
    assertThat(node.rig().scrape().sum("cloudflare_exporter_up")).isZero();
  }

  @Test
  void accountThatOnlyTheSettingsName_isCounted() {
    node.start(
        Map.of("CF_ACCOUNTS", node.account),
        tokens -> tokens.add(
            TokenRig.ONE,
            Grant.everything().without(Permission.ZONE, Permission.ACCOUNT_SETTINGS)));

    node.assertExact(TokenRig.OF_ACCOUNT, true);
  }

  @Test
  void tokenWithoutCertificates_losesNothingElse_andNamesTheMetric() {
    node.start(
        tokens -> tokens.add(TokenRig.ONE, Grant.everything().without(Permission.CERTIFICATES)));

    node.assertExact(2 * (TokenRig.OF_ACCOUNT + TokenRig.OF_ZONE));
    assertThat(node.rig().reasons())
        .anySatisfy(reason -> assertThat(reason)
            .startsWith("Zone · SSL and Certificates · Read is missing for token "
                + TokenRig.id(TokenRig.ONE))
            .contains(node.zone.name())
            .endsWith(": cloudflare_zone_certificate_validation_status and"
                + " cloudflare_zone_custom_hostnames are not collected"));
  }

  @Test
  void tokenWithoutAnalyticsOfOneZone_countsTheOthers_andNamesIt() {
    node.start(tokens -> {
      tokens.add(TokenRig.ONE);
      tokens.withholdAnalytics(TokenRig.ONE, node.zone.id());
    });

    node.assertExact(2 * TokenRig.OF_ACCOUNT + TokenRig.OF_ZONE);
    assertThat(node.rig().reasons())
        .contains("Zone · Analytics · Read is missing for token " + TokenRig.id(TokenRig.ONE)
            + " for " + node.zone.name() + ": no metric of these zones over GraphQL is collected");
  }

  @Test
  void globalKey_readsEverything() {
    node.start(
        Map.of("CLOUDFLARE_API_EMAIL", "me@example.org", "CLOUDFLARE_API_KEY", "the-global-one"),
        tokens -> tokens.addGlobalKey("me@example.org", "the-global-one"));

    node.assertExact(2 * (TokenRig.OF_ACCOUNT + TokenRig.OF_ZONE));
    assertThat(node.rig().reasons()).isEmpty();
  }

  @Test
  void newToken_isTriedAtOnce() { // cases.md 16
    node.start(Map.of("CLOUDFLARE_API_TOKEN", "a-wrong-one"), tokens -> tokens.add(TokenRig.ONE));
    node.rig().advance(Duration.ofMinutes(10));
    assertThat(node.rig().reasons())
        .anyMatch(reason -> reason.contains("is rejected by Cloudflare"));
    node.rig().set("CLOUDFLARE_API_TOKEN", TokenRig.ONE);
    node.rig().advance(Duration.ofMinutes(3));

    node.assertExact(2 * (TokenRig.OF_ACCOUNT + TokenRig.OF_ZONE));
    assertThat(node.rig().reasons()).isEmpty();
  }

  @Test
  void tokenThatIsReplacedAtRuntime_losesNoWindow() {
    node.start(tokens -> tokens.add(TokenRig.ONE));
    node.rig().simulator().tokens().revoke(TokenRig.ONE);
    node.watch().advance(Duration.ofMinutes(10));
    node.rig().simulator().tokens().add(TokenRig.TWO);
    node.rig().set("CLOUDFLARE_API_TOKEN", TokenRig.TWO);
    node.watch().advance(Duration.ofMinutes(3));

    node.assertExact(2 * (TokenRig.OF_ACCOUNT + TokenRig.OF_ZONE));
    node.assertFresh();
  }

  @Test
  void disabledToken_isToldOf_andNotHammered() {
    node.start(tokens -> tokens.add(TokenRig.ONE, Grant.everything().disabled()));
    node.rig().advance(Duration.ofMinutes(30));

    assertThat(node.rig().reasons())
        .contains(
            "token " + TokenRig.id(TokenRig.ONE) + " is disabled: enable it or give another one");
    assertThat(node.rig().scrape().sum("cloudflare_exporter_token_up")).isZero();
    assertThat(node.rig().scrape().sum("cloudflare_exporter_up")).isZero();
    assertThat(node.rig().simulator().log().calls(call -> !call.ok())).isEmpty();
  }
}
