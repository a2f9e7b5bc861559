package io.github.cfexporter.check;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.rest.Zone;
import io.github.cfexporter.credentials.Permission;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tries each REST permission once in each account, with the first credential that is let in. */
final class PermissionProbe {
  /** So many accounts are tried; a token has the same permissions in all of them as a rule. */
  static final int MOST_ACCOUNTS = 10;

  /** So many zones of an account are tried until one has the product that a permission is for. */
  private static final int MOST_ZONES = 5;

  private static final Map<Permission, String> PATHS = new EnumMap<>(Map.of(
      Permission.FIREWALL_SERVICES, "/zones/{zone}/firewall/rules?page=1&per_page=5",
      Permission.ZONE_WAF, "/zones/{zone}/rulesets?per_page=5",
      Permission.ACCOUNT_RULESETS, "/accounts/{account}/rulesets?per_page=5",
      Permission.CERTIFICATES, "/zones/{zone}/ssl/certificate_packs?status=all&page=1&per_page=5",
      Permission.LOAD_BALANCERS, "/zones/{zone}/load_balancers",
      Permission.POOLS, "/accounts/{account}/load_balancers/pools",
      Permission.TUNNELS, "/accounts/{account}/tunnels?is_deleted=false&page=1&per_page=5",
      Permission.QUEUES, "/accounts/{account}/queues?page=1&per_page=5",
      Permission.D1, "/accounts/{account}/d1/database?page=1&per_page=10",
      Permission.KV, "/accounts/{account}/storage/kv/namespaces?page=1&per_page=5"));

  /** What the names of rules need, whichever kinds are asked. */
  private static final Set<Permission> OF_RULES =
      Set.of(Permission.FIREWALL_SERVICES, Permission.ZONE_WAF, Permission.ACCOUNT_RULESETS);

  private final ApiCalls calls;
  private final Costs costs;

  /**
   * What became of one permission.
   *
   * @param granted names of the accounts in which it was there
   * @param missing names of those in which no credential has it
   * @param untold why it could not be found out in others
   */
  record Right(
      Permission permission, List<String> granted, List<String> missing, List<String> untold) {
    boolean isUnused() {
      return granted.isEmpty() && missing.isEmpty() && untold.isEmpty();
    }
  }

  /** @param costs tells of which permissions there is any use */
  PermissionProbe(ApiCalls calls, Costs costs) {
    this.calls = calls;
    this.costs = costs;
  }

  Future<List<Right>> of(List<VisibleAccount> sights) {
    List<VisibleAccount> some = sights.subList(0, Math.min(MOST_ACCOUNTS, sights.size()));
    List<Permission> used = PATHS.keySet().stream()
        .filter(permission -> OF_RULES.contains(permission) || costs.isNeeded(permission))
        .toList();
    return InTurn.map(used, permission -> of(permission, some));
  }

  private Future<Right> of(Permission permission, List<VisibleAccount> sights) {
    Right right = new Right(permission, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    return InTurn.map(sights, sight -> tried(right, sight)).map(done -> right);
  }

  /** An account without zones that are asked for needs no permission for them. */
  private Future<Void> tried(Right right, VisibleAccount sight) {
    List<Zone> zones = sight.selected();
    return tried(right, sight, zones.subList(0, Math.min(MOST_ZONES, zones.size())));
  }

  private Future<Void> tried(Right right, VisibleAccount sight, List<Zone> zones) {
    if (zones.isEmpty()) {
      return Future.succeededFuture();
    }
    Zone zone = zones.get(0);
    return first(path(right, sight, zone), sight.readers().get(zone.id()))
        .onSuccess(answer -> right.granted().add(sight.name()))
        .<Void>mapEmpty()
        .recover(cause -> {
          if (isNotInPlan(cause)) {
            return tried(right, sight, zones.subList(1, zones.size()));
          } else if (ApiCalls.isForbidden(cause)) {
            right.missing().add(sight.name());
          } else {
            right.untold().add(sight.name() + ": " + cause.getMessage());
          }
          return Future.succeededFuture();
        });
  }

  /** With one credential after the other, until one is let in. */
  private Future<JsonObject> first(String path, List<String> credentials) {
    return calls
        .get(credentials.get(0), path)
        .recover(cause -> ApiCalls.isForbidden(cause) && credentials.size() > 1
            ? first(path, credentials.subList(1, credentials.size()))
            : Future.failedFuture(cause));
  }

  private static String path(Right right, VisibleAccount sight, Zone zone) {
    return PATHS
        .get(right.permission())
        .replace("{zone}", zone.id())
        .replace("{account}", sight.account().id());
  }

  private static boolean isNotInPlan(Throwable cause) {
    return cause instanceof CloudflareException refused
        && refused.refusal() instanceof Refusal.PathRefused;
  }
}
