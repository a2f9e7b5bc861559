package io.github.cfexporter.check;

import io.github.cfexporter.cloudflare.rest.Zone;
import io.github.cfexporter.credentials.Permission;
import io.github.cfexporter.report.findings.Finding;
import java.util.ArrayList;
import java.util.List;

/** Words which permissions there are, and what the missing ones cost. */
final class PermissionFindings {
  /** How many accounts or zones a sentence names. */
  private static final int EXAMPLES = 3;

  private final Costs costs;

  PermissionFindings(Costs costs) {
    this.costs = costs;
  }

  List<Finding> of(List<VisibleAccount> sights, List<PermissionProbe.Right> rights, Limits limits) {
    List<Finding> findings = new ArrayList<>();
    analytics(
        findings,
        Permission.ZONE_ANALYTICS,
        zones(sights, limits, true),
        zones(sights, limits, false));
    analytics(
        findings,
        Permission.ACCOUNT_ANALYTICS,
        accounts(sights, limits, true),
        accounts(sights, limits, false));
    rights.stream().filter(right -> !right.isUnused()).forEach(right -> add(findings, right));
    limits
        .untold()
        .forEach(problem ->
            findings.add(Finding.broken("", "limits could not be asked for: " + problem)));
    if (findings.isEmpty()) {
      findings.add(Finding.note("", "nothing to try: there are no zones and accounts"));
    }
    return findings;
  }

  private void analytics(
      List<Finding> findings, Permission permission, List<String> missing, List<String> granted) {
    if (!missing.isEmpty()) {
      findings.add(missing(permission, missing));
    } else if (!granted.isEmpty()) {
      findings.add(Finding.ok(permission.title(), "granted"));
    }
  }

  private void add(List<Finding> findings, PermissionProbe.Right right) {
    Permission permission = right.permission();
    if (!right.missing().isEmpty()) {
      findings.add(missing(permission, right.missing()));
    } else if (!right.granted().isEmpty()) {
      findings.add(Finding.ok(permission.title(), "granted"));
    }
    if (!right.untold().isEmpty()) {
      findings.add(
          Finding.note(permission.title(), "could not be tried in " + some(right.untold())));
    }
  }

  private Finding missing(Permission permission, List<String> where) {
    List<String> lost = costs.of(permission);
    String sentence = "not granted for " + some(where);
    return Finding.missing(
        permission.title(), lost.isEmpty() ? sentence + ": " + permission.lost() : sentence, lost);
  }

  private static List<String> zones(List<VisibleAccount> sights, Limits limits, boolean forbidden) {
    return sights.stream()
        .flatMap(sight -> sight.selected().stream())
        .filter(zone -> forbidden ? limits.isForbidden(zone.id()) : limits.isKnown(zone.id()))
        .map(Zone::name)
        .toList();
  }

  private static List<String> accounts(
      List<VisibleAccount> sights, Limits limits, boolean forbidden) {
    return sights.stream()
        .filter(sight -> forbidden
            ? limits.isForbidden(sight.account().id())
            : limits.isKnown(sight.account().id()))
        .map(VisibleAccount::name)
        .toList();
  }

  static String some(List<String> names) {
    return names.size() <= EXAMPLES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, EXAMPLES)) + " and " + (names.size() - EXAMPLES)
            + " more";
  }
}
