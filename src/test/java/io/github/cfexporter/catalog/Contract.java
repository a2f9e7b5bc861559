package io.github.cfexporter.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The families that every release serves, as {@code metrics.tsv} lists them. */
record Contract(String metric, String type, List<String> labels) {
  static List<Contract> all() {
    try (InputStream in = Contract.class.getResourceAsStream("/metrics.tsv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(Contract::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Contract parse(String line) {
    String[] cells = line.split("\t", -1);
    List<String> labels = cells[2].isEmpty() ? List.of() : List.of(cells[2].split(","));
    return new Contract(cells[0], cells[1], labels);
  }
}
