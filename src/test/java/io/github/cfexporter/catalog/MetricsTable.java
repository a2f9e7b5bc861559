package io.github.cfexporter.catalog;

import java.util.List;

/** The tables of metrics.md, made from the catalog so that neither can lie. */
public final class MetricsTable {
  private static final String HEAD = """
      | metric | type | labels | help |
      |---|---|---|---|
      """;

  /** Markdown: a heading and a table for each query kind, in the order given. */
  public static String of(List<? extends QueryKind> kinds) {
    StringBuilder table = new StringBuilder();
    for (QueryKind kind : kinds) {
      table.append("## ").append(kind.name()).append("\n\n");
      if (kind instanceof GraphqlKind graphql && !graphql.enabled()) {
        table.append("Off unless `queryKinds` has it on.\n\n");
      }
      table.append(HEAD);
      kind.families().forEach(family -> table.append(row(family)));
      table.append("\n");
    }
    return table.toString();
  }

  private static String row(Family family) {
    return "| `%s` | %s | %s | %s |%n"
        .formatted(
            family.name(),
            family.type().word(),
            String.join(", ", family.labels()),
            family.help().replace("|", "\\|"))
        .replace(System.lineSeparator(), "\n");
  }

  private MetricsTable() {}
}
