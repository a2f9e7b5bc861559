package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog.Api;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes that want to call Cloudflare more often than they may, and the one that lets calls out
 * is killed. All of it happens within five minutes, so that every call counts until the end.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // minutes on a machine that has much else to do
@Tag("system")
class ClusterBudgetTest {
  private static final int SIZE = 3;

  /** Soon used up, but enough to begin with. */
  private static final Map<Api, Integer> TIGHT = Map.of(Api.GRAPHQL, 60, Api.REST, 150);

  private static final Map<Api, Integer> WIDER = Map.of(Api.GRAPHQL, 150, Api.REST, 300);
  private static final Map<Api, Integer> AMPLE =
      Map.of(Api.GRAPHQL, Fleet.BUDGET, Api.REST, Fleet.BUDGET);

  /** Three windows; it is two at most while calls are plenty. */
  private static final double LATE_SECONDS = 9;

  @Test
  void budget_isUsedUpAndNeverExceeded_whenItsLimiterIsKilled(@TempDir Path directory)
      throws Exception {
    try (Fleet fleet = new Fleet(directory, SIZE)
        .with("ZONE_LIST_CACHE_TTL_SECONDS", "1") // asks over REST all the time
        .with("RATE_LIMIT_MODE", "token") // auto would use the budgets of three accounts as well
        .with("GRAPHQL_QUERIES_PER_5_MINUTES", TIGHT.get(Api.GRAPHQL).toString())
        .with("REST_CALLS_PER_5_MINUTES", TIGHT.get(Api.REST).toString())) {
      for (int node = 0; node < SIZE; node++) {
        fleet.start(node);
      }
      fleet.awaitWhole();
      NeverLower watch = new NeverLower(fleet);
      int limiter = Roles.limiter(fleet);
      awaitUsedUp(fleet, TIGHT, SIZE);

      fleet.node(limiter).kill();
      allow(fleet, WIDER);
      awaitUsedUp(fleet, WIDER, SIZE - 1);

      fleet.start(limiter);
      allow(fleet, AMPLE);
      fleet.awaitWhole();
      fleet.awaitExact();
      watch.close();
      assertThat(watch.faults()).isEmpty();
    }
  }

  /** A node that has just been killed may leave it open whether a change is stored. */
  private static void allow(Fleet fleet, Map<Api, Integer> budget) throws Exception {
    ExporterProcess any = fleet.running().get(0);
    any.putAtLast(
        "/config/graphqlQueriesPer5Minutes", "{\"value\": " + budget.get(Api.GRAPHQL) + "}");
    any.putAtLast("/config/restCallsPer5Minutes", "{\"value\": " + budget.get(Api.REST) + "}");
  }

  /** Nearly all of their share is used, and no more than that while data grow old. */
  private static void awaitUsedUp(Fleet fleet, Map<Api, Integer> budget, int nodes)
      throws Exception {
    for (Api api : Api.values()) {
      int share = budget.get(api) * nodes / SIZE;
      Await.until(() -> fleet.mostCalls().get(api), calls -> calls >= share * 0.9);
    }
    Await.until(() -> lag(fleet.running().get(0)), seconds -> seconds >= LATE_SECONDS);
    fleet
        .mostCalls()
        .forEach((api, calls) ->
            assertThat(calls).as(api.name()).isLessThanOrEqualTo(budget.get(api) * nodes / SIZE));
  }

  private static double lag(ExporterProcess node) throws Exception {
    return Exposed.of(node.get("/metrics").body()).samples().entrySet().stream()
        .filter(sample -> sample.getKey().startsWith("cloudflare_exporter_lag_seconds{"))
        .mapToDouble(Map.Entry::getValue)
        .max()
        .orElse(0);
  }
}
