package io.github.cfexporter.cloudflare.graphql;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.cfexporter.catalog.Shape;
import io.github.cfexporter.counting.series.Row;
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
  int read(JsonParser json, String zone) throws IOException {
    int count = 0;
    for (JsonToken value = json.nextToken();
        value != JsonToken.END_ARRAY;
        value = json.nextToken()) {
      row.clear();
      if (value == JsonToken.START_OBJECT) {
        rowReader.read(selection, row);
      } else {
        json.skipChildren();
        row.damage();
      }
      sink.row(zone, row);
      count++;
    }
    return count;
  }
}
