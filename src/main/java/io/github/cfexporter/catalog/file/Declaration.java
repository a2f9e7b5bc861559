package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a family was declared first, and everything that counts into it.
 *
 * @param file absent where it is none of those that are read together
 * @param place in the form that editors and terminals turn into a link
 */
record Declaration(Optional<String> file, String place, String help, List<Metric> metrics) {
  Declaration {
    metrics = List.copyOf(metrics);
  }

  /** One that stands where nothing can go on in it. */
  static Declaration elsewhere(String place) {
    return new Declaration(Optional.empty(), place, "", List.of());
  }

  /** Whether others are the same family with other series: each differs in a constant label. */
  boolean goesOnIn(String otherFile, String otherHelp, List<Metric> others) {
    return isIn(otherFile)
        && help.equals(otherHelp)
        && others.stream().allMatch(other -> metrics.stream().allMatch(one -> agree(one, other)));
  }

  boolean isIn(String one) {
    return file.filter(one::equals).isPresent();
  }

  Declaration with(List<Metric> others) {
    List<Metric> all = new ArrayList<>(metrics);
    all.addAll(others);
    return new Declaration(file, place, help, all);
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
