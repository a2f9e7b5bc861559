package io.github.cfexporter.simulator;

import java.util.List;
import java.util.Set;

/** Which fields of a dataset a zone may use. */
final class Fields {
  private static final Set<String> BOT_MANAGEMENT = Set.of("botScore", "botScoreSrcName");
  private static final Set<String> PAID = Set.of("edgeResponseContentTypeName");

  /** @param paths with dots or underscores */
  static List<String> available(List<String> paths, Zone zone) {
    return paths.stream().filter(path -> allowed(path, zone)).toList();
  }

  /** @param path of a leaf, or only its last name */
  static boolean allowed(String path, Zone zone) {
    String leaf = leaf(path);
    boolean bots = zone.has(Entitlement.BOT_MANAGEMENT) || !BOT_MANAGEMENT.contains(leaf);
    boolean paid = zone.plan() != Plan.FREE || !PAID.contains(leaf);
    return bots && paid;
  }

  static String leaf(String path) {
    return path.substring(Math.max(path.lastIndexOf('.'), path.lastIndexOf('_')) + 1);
  }

  private Fields() {}
}
