package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Figure;
import java.util.List;
import java.util.Optional;

/** How the number of a row is read, whatever its path: {@code scale}, {@code drop} and {@code as}. */
record FigureForm(double scale, Optional<Double> drop, Figure.As as) {

  static Optional<FigureForm> of(YamlNode.Fields fields) {
    Optional<Double> scale = ValueReader.scale(fields);
    Optional<Double> drop = fields
        .optional("drop")
        .flatMap(node -> node.text(Syntax.SIGNED, Syntax.SIGNED_FORM))
        .map(Double::valueOf);
    Figure.As as = fields.optional("as").flatMap(FigureForm::named).orElse(Figure.As.NUMBER);
    return scale.map(factor -> new FigureForm(factor, drop, as));
  }

  private static Optional<Figure.As> named(YamlNode node) {
    Optional<String> word = node.text();
    for (Figure.As as : List.of(Figure.As.TIME, Figure.As.DURATION)) {
      if (word.filter(as.word()::equals).isPresent()) {
        return Optional.of(as);
      }
    }
    if (node.isText()) {
      node.mistake("must be time or duration");
    }
    return Optional.empty();
  }

  Figure figure(String path) {
    return new Figure(path, scale, drop, as);
  }
}
