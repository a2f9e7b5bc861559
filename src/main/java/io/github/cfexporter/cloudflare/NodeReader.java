package io.github.cfexporter.cloudflare;

import io.github.cfexporter.catalog.Shape;
import io.github.cfexporter.counting.Row;
import java.io.IOException;

/** Reads the rows of one node into its sink, all of them through the same {@link Row}. */
final class NodeReader {
  private final RowReader rowReader;
  private final Selection selection;
  private final Row row;
  private final RowSink sink;

  NodeReader(Node node, RowSink sink, RowReader rowReader) {
    Shape shape = node.source().shape();
    this.selection = Selection.of(shape);
    this.row = new Row(shape);
    this.sink = sink;
    this.rowReader = rowReader;
  }

  /** Reads a list of rows; returns how many it had, those that are no objects included. */
  int read(JsonCursor json, String zone) throws IOException {
    int count = 0;
    for (boolean more = json.enter('[', ']'); more; more = json.another(']')) {
      row.clear();
      if (json.peek() == '{') {
        rowReader.read(selection, row);
      } else {
        json.skip();
        row.damage();
      }
      sink.row(zone, row);
      count++;
    }
    return count;
  }
}
