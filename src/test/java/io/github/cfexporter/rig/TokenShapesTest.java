package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.values.Credential;
import io.github.cfexporter.settings.values.Secret;
import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.Grant;
import io.github.cfexporter.simulator.world.Permission;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One token of every shape: exact counters for what it may read, a sentence for what it may not. */
@Tag("rig")
class TokenShapesTest {
  private static final String ONE = "the-first-token";
  private static final String TWO = "the-second-token";
  private static final Duration COUNTED = Duration.ofMinutes(9);
  private static final int OF_ACCOUNT = 3;
  private static final int OF_ZONE = 14;

  private final World world = World.of(2, 1);
  private final String account = world.accounts().get(0).id();
  private final Zone zone = world.zonesOf(account).get(0);
  private Rig rig;
  private Watch watch;

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void tokenOfSomeAccounts_readsThose() {
    start(tokens -> tokens.add(ONE, Grant.everything().ofAccounts(account)));

    assertExact(OF_ACCOUNT + OF_ZONE);
    assertThat(rig.reasons()).isEmpty();
  }

  @Test
  void accountOwnedToken_readsItsAccount_andTellsItsExpiry() {
    long expiry = Rig.START_MILLIS + Duration.ofDays(3).toMillis();
    start(tokens -> tokens.add(ONE, Grant.everything().ownedBy(account).until(expiry)));

    assertExact(OF_ACCOUNT + OF_ZONE);
    assertThat(rig.reasons()).isEmpty();
    assertThat(rig.scrape().family("cloudflare_exporter_token_up"))
        .containsExactly(Map.entry(Map.of("token", id(ONE)), 1.0));
    assertThat(rig.scrape().sum("cloudflare_exporter_token_expiry_timestamp_seconds"))
        .isEqualTo((double) Math.floorDiv(expiry, 1000));
  }

  @Test
  void tokenThatMayNotListAccounts_findsThemByTheirZones() {
    start(tokens -> tokens.add(ONE, Grant.everything().without(Permission.ACCOUNT_SETTINGS)));

    assertExact(2 * (OF_ACCOUNT + OF_ZONE));
    assertThat(rig.reasons()).isEmpty();
  }

  @Test
  void tokenWithoutZoneRead_countsItsAccounts_andTellsWhatIsMissing() {
    start(tokens -> tokens.add(ONE, Grant.everything().without(Permission.ZONE)));

    assertExact(2 * OF_ACCOUNT);
    assertThat(rig.reasons())
        .contains("Account Account 0: Zone · Zone · Read is missing for token " + id(ONE)
            + ": no metric of zones is collected (API_AUTH_FAILED: Authentication error"
            + " (the token needs Zone · Zone · Read) (status=403))");
    assertThat(rig.scrape().sum("cloudflare_exporter_up")).isZero();
  }

  @Test
  void accountThatOnlyTheSettingsName_isCounted() {
    start(
        Map.of("CF_ACCOUNTS", account),
        tokens -> tokens.add(
            ONE, Grant.everything().without(Permission.ZONE, Permission.ACCOUNT_SETTINGS)));

    assertExact(OF_ACCOUNT, true);
  }

  @Test
  void tokenWithoutCertificates_losesNothingElse_andNamesTheMetric() {
    start(tokens -> tokens.add(ONE, Grant.everything().without(Permission.CERTIFICATES)));

    assertExact(2 * (OF_ACCOUNT + OF_ZONE));
    assertThat(rig.reasons())
        .anySatisfy(reason -> assertThat(reason)
            .startsWith("Zone · SSL and Certificates · Read is missing for token " + id(ONE))
            .contains(zone.name())
            .endsWith(": cloudflare_zone_certificate_validation_status is not collected"));
  }

  @Test
  void tokenWithoutAnalyticsOfOneZone_countsTheOthers_andNamesIt() {
    start(tokens -> {
      tokens.add(ONE);
      tokens.withholdAnalytics(ONE, zone.id());
    });

    assertExact(2 * OF_ACCOUNT + OF_ZONE);
    assertThat(rig.reasons())
        .contains("Zone · Analytics · Read is missing for token " + id(ONE) + " for " + zone.name()
            + ": no metric of these zones over GraphQL is collected");
  }

  @Test
  void globalKey_readsEverything() {
    start(
        Map.of("CLOUDFLARE_API_EMAIL", "me@example.org", "CLOUDFLARE_API_KEY", "the-global-one"),
        tokens -> tokens.addGlobalKey("me@example.org", "the-global-one"));

    assertExact(2 * (OF_ACCOUNT + OF_ZONE));
    assertThat(rig.reasons()).isEmpty();
  }

  @Test
  void twoTokens_eachReadTheirAccount_withinABudgetOfTheirOwn() {
    String other = world.accounts().get(1).id();
    for (int i = 0; i < 30; i++) {
      for (String one : List.of(account, other)) {
        world.addZone(one, "more-" + i + "-" + one + ".example", zone.plan(), zone.entitlements());
      }
    }
    start(
        Map.of(
            "CLOUDFLARE_API_TOKENS",
            ONE + "," + TWO,
            "RATE_LIMIT_MODE",
            "token",
            "GRAPHQL_QUERIES_PER_5_MINUTES",
            "12"),
        tokens -> {
          tokens.add(ONE, Grant.everything().ofAccounts(account));
          tokens.add(TWO, Grant.everything().ofAccounts(other));
        });
    rig.advance(Duration.ofMinutes(20));

    assertThat(new Books(rig).assertExact().sourcesCompared()).isPositive();
    assertThat(most(call -> call.token().equals(Tokens.idOf(ONE)))).isEqualTo(12);
    assertThat(most(call -> call.token().equals(Tokens.idOf(TWO)))).isEqualTo(12);
    assertThat(rig.simulator().log().calls(call -> !call.ok() && call.api() == Api.GRAPHQL))
        .isEmpty();
  }

  @Test
  void zoneThatTheFirstTokenMayNotRead_isReadWithTheSecond() {
    start(Map.of("CLOUDFLARE_API_TOKENS", ONE + "," + TWO), tokens -> {
      tokens.add(ONE);
      tokens.withholdAnalytics(ONE, zone.id());
      tokens.add(TWO);
    });

    assertExact(2 * (OF_ACCOUNT + OF_ZONE));
    assertThat(rig.reasons()).isEmpty();
    assertThat(rig.simulator()
            .log()
            .calls(
                call -> call.token().equals(Tokens.idOf(TWO)) && !call.nodes().isEmpty()))
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.zones()).containsExactly(zone.id()));
  }

  @Test
  void accountThatTheFirstTokenMayNotReadAnyMore_isReadWithTheSecond() {
    start(Map.of("CLOUDFLARE_API_TOKENS", ONE + "," + TWO), tokens -> {
      tokens.add(ONE);
      tokens.add(TWO);
    });
    rig.simulator().tokens().withholdAnalytics(ONE, account);
    watch.advance(Duration.ofMinutes(5));

    assertExact(2 * (OF_ACCOUNT + OF_ZONE));
    assertFresh();
    assertThat(rig.reasons()).isEmpty();
  }

  @Test
  void zoneThatTheFirstTokenMayNotReadAnyMore_isReadWithTheSecond() {
    start(Map.of("CLOUDFLARE_API_TOKENS", ONE + "," + TWO), tokens -> {
      tokens.add(ONE);
      tokens.add(TWO);
    });
    rig.simulator().tokens().withholdAnalytics(ONE, zone.id());
    watch.advance(Duration.ofMinutes(5));

    assertExact(2 * (OF_ACCOUNT + OF_ZONE));
    assertFresh();
    assertThat(rig.reasons()).isEmpty();
  }

  @Test
  void certificatesThatTheFirstTokenMayNotRead_areReadWithTheSecond() {
    start(Map.of("CLOUDFLARE_API_TOKENS", ONE + "," + TWO), tokens -> {
      tokens.add(ONE, Grant.everything().without(Permission.CERTIFICATES));
      tokens.add(TWO);
    });

    assertThat(rig.scrape().family("cloudflare_zone_certificate_validation_status"))
        .isNotEmpty();
    assertThat(rig.reasons()).isEmpty();
  }

  @Test
  void readerThatChangesAtRuntime_repeatsAndLosesNoWindow() {
    start(
        Map.of("CLOUDFLARE_API_TOKENS", ONE + "," + TWO, "ACCOUNT_LIST_CACHE_TTL_SECONDS", "60"),
        tokens -> {
          tokens.add(ONE);
          tokens.add(TWO);
        });
    rig.simulator().tokens().revoke(ONE);
    watch.advance(Duration.ofMinutes(7));

    assertExact(2 * (OF_ACCOUNT + OF_ZONE));
    assertFresh();
    assertThat(rig.reasons())
        .anyMatch(reason -> reason.startsWith("token " + id(ONE) + " is rejected by Cloudflare"));
    rig.simulator().tokens().add(ONE);
    watch.advance(Duration.ofMinutes(25));

    assertExact(2 * (OF_ACCOUNT + OF_ZONE));
    assertThat(rig.reasons()).isEmpty();
    assertThat(rig.simulator().log().calls(call -> call.outcome().contains("Too many auth")))
        .isEmpty();
  }

  @Test
  void newToken_isTriedAtOnce() { // cases.md 16
    start(Map.of("CLOUDFLARE_API_TOKEN", "a-wrong-one"), tokens -> tokens.add(ONE));
    rig.advance(Duration.ofMinutes(10));
    assertThat(rig.reasons()).anyMatch(reason -> reason.contains("is rejected by Cloudflare"));
    rig.set("CLOUDFLARE_API_TOKEN", ONE);
    rig.advance(Duration.ofMinutes(3));

    assertExact(2 * (OF_ACCOUNT + OF_ZONE));
    assertThat(rig.reasons()).isEmpty();
  }

  @Test
  void tokenThatIsReplacedAtRuntime_losesNoWindow() {
    start(tokens -> tokens.add(ONE));
    rig.simulator().tokens().revoke(ONE);
    watch.advance(Duration.ofMinutes(10));
    rig.simulator().tokens().add(TWO);
    rig.set("CLOUDFLARE_API_TOKEN", TWO);
    watch.advance(Duration.ofMinutes(3));

    assertExact(2 * (OF_ACCOUNT + OF_ZONE));
    assertFresh();
  }

  @Test
  void disabledToken_isToldOf_andNotHammered() {
    start(tokens -> tokens.add(ONE, Grant.everything().disabled()));
    rig.advance(Duration.ofMinutes(30));

    assertThat(rig.reasons())
        .contains("token " + id(ONE) + " is disabled: enable it or give another one");
    assertThat(rig.scrape().sum("cloudflare_exporter_token_up")).isZero();
    assertThat(rig.scrape().sum("cloudflare_exporter_up")).isZero();
    assertThat(rig.simulator().log().calls(call -> !call.ok())).isEmpty();
  }

  private void start(Consumer<Tokens> grants) {
    start(Map.of(), grants);
  }

  /** Lets a node run for some minutes that knows these tokens, the first unless others are given. */
  private void start(Map<String, String> environment, Consumer<Tokens> grants) {
    Map<String, String> all = new HashMap<>(environment);
    if (environment.keySet().stream().noneMatch(name -> name.startsWith("CLOUDFLARE_API_"))) {
      all.put("CLOUDFLARE_API_TOKEN", ONE);
    }
    rig = new Rig(world, SimulatorOptions.usual(), all, simulator -> {
      simulator.tokens().revoke(Tokens.DEMO);
      grants.accept(simulator.tokens());
    });
    watch = new Watch(rig);
    watch.advance(COUNTED);
  }

  private void assertExact(int sources) {
    assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(sources);
  }

  /** @param presumed whether the name of the account is not known, so that its id stands for it */
  private void assertExact(int sources, boolean presumed) {
    if (presumed) {
      world.renameAccount(account, account);
    }
    assertExact(sources);
  }

  /** REST resources are as old as their time to live allows. */
  private void assertFresh() {
    Map<Map<String, String>, Double> lags =
        new HashMap<>(rig.scrape().family("cloudflare_exporter_lag_seconds"));
    lags.keySet().removeIf(labels -> labels.get("query").matches("ssl-.*|lb-weight.*"));
    assertThat(lags.values()).isNotEmpty().allMatch(lag -> lag < 600);
  }

  private int most(java.util.function.Predicate<Call> where) {
    return rig.simulator()
        .log()
        .mostWithin(300_000, call -> call.api() == Api.GRAPHQL && where.test(call));
  }

  private static String id(String token) {
    return Credential.token(new Secret(token)).id();
  }
}
