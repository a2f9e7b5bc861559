package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One value of a family, and the constant label that tells it from the others. */
record Variant(Optional<Label> fixed, Value value) {
  List<Label> with(List<Label> labels) {
    List<Label> all = new ArrayList<>(labels);
    fixed.ifPresent(all::add);
    return all;
  }
}
