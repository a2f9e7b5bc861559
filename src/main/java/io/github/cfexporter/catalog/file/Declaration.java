package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Metric;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a family was declared first, and everything that counts into it.
 *
 * @param line counted from 1
 */
record Declaration(String file, int line, String help, List<Metric> metrics) {
  Declaration {
    metrics = List.copyOf(metrics);
  }

  /** The form that editors and terminals turn into a link. */
  String place() {
    return file + ":" + line;
  }

  /** Whether others are the same family with other series: each differs in a constant label. */
  boolean goesOnIn(String otherFile, String otherHelp, List<Metric> others) {
    return file.equals(otherFile)
        && help.equals(otherHelp)
        && others.stream().allMatch(other -> metrics.stream().allMatch(one -> agree(one, other)));
  }

  Declaration with(List<Metric> others) {
    List<Metric> all = new ArrayList<>(metrics);
    all.addAll(others);
    return new Declaration(file, line, help, all);
  }

  private static boolean agree(Metric one, Metric other) {
    boolean alike = one.type() == other.type()
        && one.value().shownDecimals() == other.value().shownDecimals()
        && names(one).equals(names(other));
    if (!alike) {
      return false;
    }
    for (int i = 0; i < one.labels().size(); i++) {
      if (differ(one.labels().get(i), other.labels().get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean differ(Label one, Label other) {
    return one.as() == Label.Transform.CONSTANT
        && other.as() == Label.Transform.CONSTANT
        && !one.constant().equals(other.constant());
  }

  private static List<String> names(Metric metric) {
    return metric.labels().stream().map(Label::name).toList();
  }
}
