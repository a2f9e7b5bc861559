package io.github.cfexporter.report.process;

import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.config.ReloadState;
import io.github.cfexporter.exposition.Format;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics of the process that are the exporter's own, as its page of metrics describes them. */
public record ProcessTable(List<Row> rows) {
  private static final Pattern HEAD =
      Pattern.compile("(?m)^# HELP (cloudflare_\\w+) (.*)\n# TYPE \\w+ (\\w+)\n(.*)$");

  /** What Micrometer adds to each histogram. */
  private static final String MAX = "_max";

  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  private record Row(String name, String type, String labels, String help) {
    @Override
    public String toString() {
      return "| `" + name + "` | " + type + " | " + labels + " | " + help + " |\n";
    }
  }

  public static ProcessTable read() {
    ProcessMetrics metrics = ProcessMetrics.create();
    metrics.timed(call -> Future.<Reply>failedFuture("nobody is asked"));
    metrics.reloads(new ReloadState(() -> 0));
    String text = new String(metrics.text(Format.TEXT), StandardCharsets.UTF_8);
    return new ProcessTable(HEAD.matcher(text)
        .results()
        .map(ProcessTable::row)
        .filter(row -> !row.name().endsWith(MAX))
        .toList());
  }

  private static Row row(MatchResult head) {
    String labels = LABEL
        .matcher(head.group(4))
        .results()
        .map(label -> label.group(1))
        .filter(label -> !label.equals("le"))
        .collect(Collectors.joining(", "));
    return new Row(head.group(1), head.group(3), labels, head.group(2));
  }

  /** Of the families, and of the series that a histogram has. */
  public List<String> names() {
    return rows.stream()
        .flatMap(
            row -> Stream.of("", "_bucket", "_count", "_sum", MAX).map(end -> row.name() + end))
        .toList();
  }

  /** Its rows in Markdown. */
  @Override
  public String toString() {
    return rows.stream().map(Row::toString).collect(Collectors.joining());
  }
}
