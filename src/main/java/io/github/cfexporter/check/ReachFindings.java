package io.github.cfexporter.check;

import io.github.cfexporter.report.findings.Finding;
import java.util.ArrayList;
import java.util.List;

/** Words which accounts and zones there are. */
final class ReachFindings {

  static List<Finding> of(List<VisibleAccount> sights) {
    List<Finding> findings = new ArrayList<>();
    int zones = sights.stream().mapToInt(sight -> sight.zones().size()).sum();
    int selected = sights.stream().mapToInt(sight -> sight.selected().size()).sum();
    String sentence = count(sights.size(), "account") + ", " + count(zones, "zone") + ", of which "
        + selected + " are selected for analytics";
    findings.add(
        sights.isEmpty() ? Finding.broken("", "no account is seen") : Finding.ok("", sentence));
    for (VisibleAccount sight : sights) {
      sight
          .problem()
          .ifPresentOrElse(
              problem -> findings.add(Finding.broken(
                  "account " + sight.name(), "its zones could not be listed: " + problem)),
              () -> findings.add(Finding.ok(
                  "account " + sight.name(),
                  count(sight.zones().size(), "zone") + ", " + sight.selected().size()
                      + " selected")));
    }
    return findings;
  }

  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private ReachFindings() {}
}
