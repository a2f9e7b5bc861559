package io.github.cfexporter.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the rows of one window that share a label set become one number. Rows are merged by the law
 * of each kind of value; see rule 6 of the counting rules.
 */
public sealed interface Value {
  /** Leaves that it reads. */
  List<String> paths();

  /** The pseudo path that counts 1 for every row; a catalog file writes {@code rows}. */
  String ROWS = "#rows";

  /**
   * The sum of a leaf over the rows that meet the condition.
   *
   * @param path a leaf with whole numbers, or {@link #ROWS}
   * @param cumulative whether windows add up (a counter) or each replaces the one before (a gauge)
   */
  record Sum(String path, Optional<Condition> when, boolean cumulative) implements Value {
    @Override
    public List<String> paths() {
      return leaves(path, when);
    }
  }

  /** A quotient of two sums of the window; no sample where the divisor is zero. */
  record Ratio(Sum dividend, Sum divisor) implements Value {
    @Override
    public List<String> paths() {
      List<String> paths = new ArrayList<>(dividend.paths());
      paths.addAll(divisor.paths());
      return paths;
    }
  }

  /** A mean over rows, weighted by another leaf; negative means ("not measured") are skipped. */
  record Mean(String path, String weight, double scale) implements Value {
    @Override
    public List<String> paths() {
      return List.of(path, weight);
    }
  }

  /**
   * The number of distinct texts of a leaf among the rows that meet {@code when}, less those that
   * also occur in a row that meets {@code never}.
   */
  record Distinct(String path, Optional<Condition> when, Optional<Condition> never)
      implements Value {
    @Override
    public List<String> paths() {
      List<String> paths = new ArrayList<>(leaves(path, when));
      never.ifPresent(condition -> paths.add(condition.path()));
      return paths;
    }
  }

  /**
   * The value of one row, never merged: of several rows the first read counts, which is the newest
   * where the source is ordered so. Quantiles are such values.
   */
  record Single(String path, double scale) implements Value {
    @Override
    public List<String> paths() {
      return List.of(path);
    }
  }

  /** The same number for every label set that occurs, as info metrics have. */
  record Constant(double number) implements Value {
    @Override
    public List<String> paths() {
      return List.of();
    }
  }

  private static List<String> leaves(String path, Optional<Condition> when) {
    List<String> paths = new ArrayList<>();
    if (!path.equals(ROWS)) {
      paths.add(path);
    }
    when.ifPresent(condition -> paths.add(condition.path()));
    return paths;
  }
}
