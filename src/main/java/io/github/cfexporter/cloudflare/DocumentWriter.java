package io.github.cfexporter.cloudflare;

import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.counting.Window;
import java.time.Instant;

/**
 * Writes the GraphQL text of a document. Zones are nested under their account, which Cloudflare
 * accepts in both modes of rate limiting; a list of zones directly below {@code viewer} only in one.
 * https://developers.cloudflare.com/analytics/graphql-api/limits/
 */
final class DocumentWriter {
  private final StringBuilder graphql = new StringBuilder(1024);

  private DocumentWriter() {}

  static String write(Document document) {
    DocumentWriter writer = new DocumentWriter();
    writer.document(document);
    return writer.graphql.toString();
  }

  private void document(Document document) {
    graphql.append("{ cost viewer { budget accounts(filter: {accountTag: ");
    literal(document.account());
    graphql.append("}) {");
    for (int i = 0; i < document.zoneBlocks().size(); i++) {
      block(document.key(i), document.zoneBlocks().get(i));
    }
    document.accountNodes().forEach(this::node);
    graphql.append(" } } }");
  }

  private void block(String key, Block block) {
    graphql.append(' ').append(key.equals("zones") ? "" : key + ": ");
    graphql.append("zones(filter: {zoneTag_in: ");
    literal(block.zones());
    graphql.append("}) { zoneTag");
    block.nodes().forEach(this::node);
    graphql.append(" }");
  }

  private void node(Node node) {
    Source source = node.source();
    graphql.append(' ').append(node.alias()).append(": ").append(source.dataset());
    graphql.append("(filter: {");
    window(node.window());
    source.filter().forEach((operator, operand) -> {
      graphql.append(", ").append(operator).append(": ");
      literal(operand);
    });
    graphql.append("}, limit: ").append(node.rows());
    if (source.newest().isPresent()) {
      graphql.append(", orderBy: [datetime_DESC]");
    }
    graphql.append(") {");
    Selection.of(source.shape()).writeTo(graphql);
    graphql.append(" }");
  }

  /** Both bounds, always: for an open end Cloudflare puts its own clock and refuses the width. */
  private void window(Window window) {
    graphql.append("datetime_geq: ");
    literal(Instant.ofEpochSecond(window.from()).toString());
    graphql.append(", datetime_lt: ");
    literal(Instant.ofEpochSecond(window.to()).toString());
  }

  private void literal(Object value) {
    Literals.write(value, graphql);
  }
}
