package io.github.cfexporter.simulator.graphql;

import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.Zone;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which fields of a dataset a zone may use. */
final class Fields {
  private static final Set<String> BOT_MANAGEMENT = Set.of(
      "botScore",
      "botScoreSrcName",
      "botScoreBucketBy10",
      "botManagementDecision",
      "verifiedBotCategory");

  /** Fields that need at least the Business plan. */
  private static final Set<String> BUSINESS = Set.of("wafAttackScoreClass");

  /** Fields that the Free plan lacks, and does not pretend to have. */
  private static final Map<Dataset, Set<String>> PAID =
      Map.of(Dataset.HTTP_REQUESTS, Set.of("edgeResponseContentTypeName", "clientRefererHost"));

  /** Fields that settings offer to the Free plan, which may not use them. */
  private static final Map<Dataset, Set<String>> ADVERTISED =
      Map.of(Dataset.FIREWALL_BY_TIME, Set.of("action", "source"));

  /**
   * What {@code settings} say is available: more than what is, as has been seen.
   *
   * @param paths with dots or underscores
   */
  static List<String> advertised(Dataset dataset, List<String> paths, Zone zone) {
    return paths.stream().filter(path -> isInPlan(dataset, leaf(path), zone)).toList();
  }

  /** @param path of a leaf, or only its last name */
  static boolean allowed(Dataset dataset, String path, Zone zone) {
    String leaf = leaf(path);
    boolean pretended =
        zone.plan() == Plan.FREE && ADVERTISED.getOrDefault(dataset, Set.of()).contains(leaf);
    return isInPlan(dataset, leaf, zone) && !pretended && !zone.isClosed(dataset, leaf);
  }

  static String leaf(String path) {
    return path.substring(Math.max(path.lastIndexOf('.'), path.lastIndexOf('_')) + 1);
  }

  private static boolean isInPlan(Dataset dataset, String leaf, Zone zone) {
    boolean bots = zone.has(Entitlement.BOT_MANAGEMENT) || !BOT_MANAGEMENT.contains(leaf);
    boolean paid =
        zone.plan() != Plan.FREE || !PAID.getOrDefault(dataset, Set.of()).contains(leaf);
    boolean business = zone.plan().tier() >= Plan.BUSINESS.tier() || !BUSINESS.contains(leaf);
    return bots && paid && business;
  }

  private Fields() {}
}
