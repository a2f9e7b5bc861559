package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.graphql.Drift.Header;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In which form documents go out, and whose budget they use: always exact, never beyond it. */
@Tag("rig")
class TermsTest {
  private static final long FIVE_MINUTES = 300_000;
  private static final int BUDGET = 20;
  private static final String MODE = "cloudflare_exporter_rate_limit_mode";
  private static final Pattern ACCOUNT = Pattern.compile("accountTag: \"(\\w+)\"");

  private static final String TWO_KINDS =
      QueryKinds.denyAllBut("request-method-metrics", "colo-metrics");

  private final Map<String, Collection<Long>> paid = new ConcurrentHashMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"token", "account", "auto"})
  void tokenOfZonesAlone_isExact_inEveryMode(String mode) {
    World world = World.of(1, 3);
    Map<String, String> environment =
        Map.of("RATE_LIMIT_MODE", mode, "METRICS_DENYLIST", TWO_KINDS);
    try (Rig rig = new Rig(world, SimulatorOptions.usual(), environment)) {
      rig.simulator()
          .tokens()
          .withholdAnalytics(Tokens.DEMO, world.accounts().get(0).id());
      rig.advance(Duration.ofMinutes(8));

      Books books = new Books(rig).assertExact();
      assertThat(books.sourcesCompared()).isEqualTo(3 * 2);
      assertThat(books.oldestWatermark()).isGreaterThan(rig.now() / 1000 - 480);
      assertThat(rig.scrape().sum("cloudflare_exporter_lost_seconds_total")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Header.class,
      names = {"REFUSED", "IGNORED"})
  void smallBudget_isLeftForThoseOfTheAccounts_andHoldsAgainWithoutTheHeader(Header fate) {
    World world = World.of(6, 2);
    Map<String, String> environment = Map.of(
        "GRAPHQL_QUERIES_PER_5_MINUTES", String.valueOf(BUDGET), "METRICS_DENYLIST", TWO_KINDS);
    SimulatorOptions options = SimulatorOptions.usual().withBudgets(BUDGET, 1200);
    try (Rig rig = new Rig(world, options, environment)) {
      noteDocuments(rig);
      rig.advance(Duration.ofSeconds(50)); // nothing is known of waits before the first look
      assertThat(mode(rig)).isEqualTo("token");

      rig.advance(Duration.ofMinutes(17));
      assertThat(mode(rig)).isEqualTo("account");
      Books books = new Books(rig).assertExact();
      assertThat(books.oldestWatermark()).isGreaterThan(rig.now() / 1000 - 540);

      rig.simulator().drift().header(fate);
      rig.advance(Duration.ofMinutes(12));
      assertThat(mode(rig)).isEqualTo("token");
      new Books(rig).assertExact();
      assertThat(rig.scrape().sum("cloudflare_exporter_lost_seconds_total")).isZero();
      assertThat(paid.values())
          .allSatisfy(
              times -> assertThat(mostWithinFiveMinutes(times)).isLessThanOrEqualTo(BUDGET));
    }
  }

  private void noteDocuments(Rig rig) {
    rig.latency(call -> {
      if (call.pathAndQuery().equals("/graphql")) {
        note(
            rig.now(), call.headers().contains("X-Rate-Limit-Type"), call.body().toString());
      }
      return 80;
    });
  }

  @Test
  void modeChangedAtRuntime_isExactAndWithinBothBudgets() {
    World world = World.of(2, 2);
    Map<String, String> environment =
        Map.of("RATE_LIMIT_MODE", "token", "METRICS_DENYLIST", TWO_KINDS);
    try (Rig rig = new Rig(world, SimulatorOptions.usual(), environment)) {
      for (String mode : List.of("account", "auto", "account", "token")) {
        rig.advance(Duration.ofMinutes(2));
        rig.set("RATE_LIMIT_MODE", mode);
      }
      rig.advance(Duration.ofMinutes(4));

      assertThat(new Books(rig).assertExact().sourcesCompared()).isEqualTo(4 * 2);
      assertThat(refused(rig)).isZero();
    }
  }

  /** @param headed whether the call has the header, so that its account pays */
  private void note(long now, boolean headed, String body) {
    Matcher account = ACCOUNT.matcher(new JsonObject(body).getString("query"));
    String payer = headed && account.find() ? account.group(1) : "token";
    paid.computeIfAbsent(payer, p -> new ConcurrentLinkedQueue<>()).add(now);
  }

  private static int mostWithinFiveMinutes(Collection<Long> times) {
    Deque<Long> span = new ArrayDeque<>();
    int most = 0;
    for (long time : times) {
      span.addLast(time);
      while (span.peekFirst() <= time - FIVE_MINUTES) {
        span.removeFirst();
      }
      most = Math.max(most, span.size());
    }
    return most;
  }

  private static String mode(Rig rig) {
    return rig.scrape().family(MODE).entrySet().stream()
        .filter(sample -> sample.getValue() == 1)
        .map(sample -> sample.getKey().get("mode"))
        .findFirst()
        .orElseThrow();
  }

  private static long refused(Rig rig) {
    return rig.simulator().log().calls(call -> !call.ok()).size();
  }
}
