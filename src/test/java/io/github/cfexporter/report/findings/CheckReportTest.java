package io.github.cfexporter.report.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.report.findings.CheckReport.Section;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CheckReportTest {
  private static final Finding TOKEN = Finding.ok("token 1f3a9c", "active, does not expire");

  @Test
  void withoutProblems_endsWell() {
    CheckReport report = new CheckReport(
        "1.2",
        List.of(new Section("Tokens", List.of(TOKEN, Finding.note("", "a note is no problem")))));

    assertThat(report.exitCode()).isEqualTo(CheckReport.WELL);
    assertThat(report.text()).isEqualTo("""
            cloudflare-exporter 1.2: check

            Tokens
              ok       token 1f3a9c: active, does not expire
              note     a note is no problem

            All is well.
            """);
  }

  @Test
  void missingPermission_isAProblem_andTellsWhatItCosts() {
    CheckReport report = new CheckReport(
        "1.2",
        List.of(
            new Section("Tokens", List.of(TOKEN)),
            new Section(
                "Permissions",
                List.of(Finding.missing("Zone · Analytics · Read", "not granted", longNames())))));

    assertThat(report.exitCode()).isEqualTo(CheckReport.PROBLEMS);
    assertThat(report.text())
        .contains("  missing  Zone · Analytics · Read: not granted\n")
        .contains("           not collected: cloudflare_metric_0_total, ")
        .endsWith("\n1 problem.\n");
    assertThat(report.text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(115));
    assertThat(report.text()).contains(longNames());
  }

  @Test
  void whatIsBroken_isAProblemToo() {
    CheckReport report = new CheckReport(
        "1.2",
        List.of(new Section(
            "Tokens",
            List.of(Finding.broken("token 1", "expired"), Finding.broken("token 2", "disabled")))));

    assertThat(report.exitCode()).isEqualTo(CheckReport.PROBLEMS);
    assertThat(report.text()).endsWith("\n2 problems.\n");
  }

  private static List<String> longNames() {
    return java.util.stream.IntStream.range(0, 12)
        .mapToObj(i -> "cloudflare_metric_" + i + "_total")
        .toList();
  }
}
