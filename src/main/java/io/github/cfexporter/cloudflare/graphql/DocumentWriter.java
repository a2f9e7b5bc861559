package io.github.cfexporter.cloudflare.graphql;

import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.TimeArgument;
import io.github.cfexporter.counting.Window;

/** Writes the GraphQL text of a document. */
final class DocumentWriter {
  private final StringBuilder graphql = new StringBuilder(1024);

  private DocumentWriter() {}

  static String write(Document document, Wording wording) {
    DocumentWriter writer = new DocumentWriter();
    wording.begin(writer.graphql);
    if (wording.isNested()) {
      writer.account(document, true);
    } else {
      writer.blocks(document);
      if (!document.accountNodes().isEmpty()) {
        writer.account(document, false);
      }
    }
    return writer.graphql.append(" } }").toString();
  }

  private void account(Document document, boolean withZones) {
    graphql.append(" accounts(filter: {accountTag: ");
    literal(document.account());
    graphql.append("}) {");
    if (withZones) {
      blocks(document);
    }
    document.accountNodes().forEach(this::node);
    graphql.append(" }");
  }

  private void blocks(Document document) {
    for (int i = 0; i < document.zoneBlocks().size(); i++) {
      block(document.key(i), document.zoneBlocks().get(i));
    }
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
    window(source.timing().argument(), node.window());
    source.filter().forEach((operator, operand) -> {
      graphql.append(", ").append(operator).append(": ");
      literal(operand);
    });
    graphql.append("}, limit: ").append(node.rows());
    if (source.newest().isPresent()) {
      graphql.append(", orderBy: [").append(source.timing().argument().field()).append("_DESC]");
    }
    graphql.append(") {");
    Selection.of(source.shape()).writeTo(graphql);
    graphql.append(" }");
  }

  /** Both bounds, always: for an open end Cloudflare puts its own clock and refuses the width. */
  private void window(TimeArgument time, Window window) {
    graphql.append(time.field()).append("_geq: ");
    literal(time.text(window.from()));
    graphql.append(", ").append(time.field()).append("_lt: ");
    literal(time.text(window.to()));
  }

  private void literal(Object value) {
    Literals.write(value, graphql);
  }
}
