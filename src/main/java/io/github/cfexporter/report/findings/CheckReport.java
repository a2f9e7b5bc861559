package io.github.cfexporter.report.findings;

import java.util.ArrayList;
import java.util.List;

/** What {@code --check} has found out, in the order in which one thing depends on the other. */
public record CheckReport(String version, List<Section> sections) {
  /** All is well. */
  public static final int WELL = 0;

  /** Something is missing or does not work. */
  public static final int PROBLEMS = 1;

  private static final int WORD_WIDTH = 9;
  private static final String INDENT = " ".repeat(WORD_WIDTH + 2);
  private static final int LINE_WIDTH = 100;

  /** Findings about one matter. */
  public record Section(String title, List<Finding> findings) {
    public Section {
      findings = List.copyOf(findings);
    }
  }

  public CheckReport {
    sections = List.copyOf(sections);
  }

  /** How the process ends: {@link #WELL} or {@link #PROBLEMS}. */
  public int exitCode() {
    return problems() == 0 ? WELL : PROBLEMS;
  }

  /** For a terminal, with a line for each finding and the metrics that it costs below. */
  public String text() {
    StringBuilder text = new StringBuilder("cloudflare-exporter " + version + ": check\n");
    for (Section section : sections) {
      text.append('\n').append(section.title()).append('\n');
      section.findings().forEach(finding -> write(finding, text));
    }
    return text.append('\n').append(verdict()).append('\n').toString();
  }

  private static void write(Finding finding, StringBuilder text) {
    text.append("  ").append(padded(finding.level().word()));
    if (!finding.subject().isEmpty()) {
      text.append(finding.subject()).append(": ");
    }
    text.append(finding.sentence()).append('\n');
    if (!finding.costs().isEmpty()) {
      wrapped("not collected: ", finding.costs())
          .forEach(line -> text.append(INDENT).append(line).append('\n'));
    }
  }

  private String verdict() {
    long problems = problems();
    if (problems == 0) {
      return "All is well.";
    }
    return problems + (problems == 1 ? " problem." : " problems.");
  }

  private long problems() {
    return sections.stream()
        .flatMap(section -> section.findings().stream())
        .filter(Finding::isProblem)
        .count();
  }

  private static String padded(String word) {
    return word + " ".repeat(Math.max(1, WORD_WIDTH - word.length()));
  }

  /** Names separated by commas, on lines that fit a terminal. */
  private static List<String> wrapped(String begin, List<String> names) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(begin);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i) + (i + 1 < names.size() ? ", " : "");
      if (line.length() + name.strip().length() > LINE_WIDTH && line.length() > begin.length()) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(begin.length()));
      }
      line.append(name);
    }
    lines.add(line.toString());
    return lines;
  }
}
