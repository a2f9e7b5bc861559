package io.github.cfexporter.check;

import io.github.cfexporter.cloudflare.rest.Zone;
import io.github.cfexporter.report.findings.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the plans of the zones open; zones of the same plan with the same sources share a line. */
final class ZonePlans {
  private final OpenSources sources;
  private final Limits limits;

  private record Line(String plan, OpenSources.Opening opening) {}

  ZonePlans(OpenSources sources, Limits limits) {
    this.sources = sources;
    this.limits = limits;
  }

  /** What is open to a zone: nothing where no credential may read it. */
  OpenSources.Opening of(Zone zone) {
    return limits.isForbidden(zone.id())
        ? new OpenSources.Opening(0, 0, List.of())
        : sources.of(limits.of(zone.id()));
  }

  List<Finding> findings(List<VisibleAccount> sights) {
    Map<Line, List<String>> zones = new LinkedHashMap<>();
    int unseen = 0;
    for (VisibleAccount sight : sights) {
      for (Zone zone : sight.selected()) {
        if (limits.isKnown(zone.id())) {
          zones
              .computeIfAbsent(new Line(plan(zone), of(zone)), l -> new ArrayList<>())
              .add(zone.name());
        } else if (!limits.isForbidden(zone.id())) {
          unseen++;
        }
      }
    }
    List<Finding> findings = new ArrayList<>();
    zones.forEach((line, names) -> findings.add(finding(line, names)));
    if (unseen > 0) {
      findings.add(
          Finding.note("", ReachFindings.count(unseen, "zone") + " more were not looked at"));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.note("", "no zone can be read"));
    }
    return findings;
  }

  private static Finding finding(Line line, List<String> names) {
    OpenSources.Opening opening = line.opening();
    String sentence = opening.open() + " of " + opening.all() + " sources"
        + (opening.closed().isEmpty()
            ? ""
            : "; not open to it: " + String.join(", ", opening.closed()));
    return Finding.ok(PermissionFindings.some(names) + " (" + line.plan() + ")", sentence);
  }

  private static String plan(Zone zone) {
    return zone.planLegacyId().isEmpty() ? "plan unknown" : zone.planLegacyId();
  }
}
