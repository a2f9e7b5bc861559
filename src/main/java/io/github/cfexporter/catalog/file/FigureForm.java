package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Figure;
import java.util.Optional;

/** How the number of a row is read, whatever its path: {@code scale}, {@code drop} and {@code as}. */
record FigureForm(double scale, Optional<Double> drop, boolean time) {
  private static final String TIME = "time";

  static Optional<FigureForm> of(YamlNode.Fields fields) {
    Optional<Double> scale = ValueReader.scale(fields);
    Optional<Double> drop = fields
        .optional("drop")
        .flatMap(node -> node.text(Syntax.SIGNED, Syntax.SIGNED_FORM))
        .map(Double::valueOf);
    Optional<YamlNode> as = fields.optional("as");
    boolean time = as.flatMap(YamlNode::text).filter(TIME::equals).isPresent();
    if (as.isPresent() && !time) {
      as.get().mistake("must be " + TIME);
    }
    return scale.map(factor -> new FigureForm(factor, drop, time));
  }

  Figure figure(String path) {
    return new Figure(path, scale, drop, time);
  }
}
