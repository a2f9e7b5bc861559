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

  /** Whether windows add up; otherwise each replaces the one before. */
  default boolean isCounter() {
    return this instanceof Product
        || this instanceof Measured
        || (this instanceof Sum sum && sum.cumulative());
  }

  /** How many digits of a counter stand behind the point when it is shown. */
  default int shownDecimals() {
    if (this instanceof Product product) {
      return product.decimals();
    }
    return this instanceof Sum sum ? sum.decimals() : 0;
  }

  /** Whether it is a number of things of one window, which grows with the width of the window. */
  default boolean isAmount() {
    return false;
  }

  /**
   * How a counter of whole numbers shows what is none.
   *
   * @param decimals as in {@link Sum}
   * @param digits as in {@link Sum}
   */
  record Precision(int decimals, int digits) {}

  /** The pseudo path that counts 1 for every row; a catalog file writes {@code rows}. */
  String ROWS = "#rows";

  /**
   * The sum of a leaf over the rows that meet the condition.
   *
   * @param path a leaf with whole numbers unless there are {@code digits}, or {@link #ROWS}
   * @param cumulative whether windows add up (a counter) or each replaces the one before (a gauge)
   * @param decimals how many digits of what is counted stand behind the point: 3 shows milliseconds as
   *     seconds
   * @param digits how many digits behind the point of the leaf are counted; with 6 of them, what is
   *     counted are millionths of the leaf's unit
   */
  record Sum(String path, Optional<Condition> when, boolean cumulative, int decimals, int digits)
      implements Value {
    /** A sum of whole numbers in the unit of the leaf. */
    public Sum(String path, Optional<Condition> when, boolean cumulative) {
      this(path, when, cumulative, 0, 0);
    }

    /** The same sum where the leaf has fractions, or has another unit than what is shown. */
    public Sum shown(Precision precision) {
      return new Sum(path, when, cumulative, precision.decimals(), precision.digits());
    }

    /** How many of what is counted make one of the leaf's unit. */
    public double fineness() {
      return Math.pow(10, digits);
    }

    @Override
    public List<String> paths() {
      return leaves(path, when);
    }

    @Override
    public boolean isAmount() {
      return true;
    }
  }

  /**
   * A counter of a leaf of which Cloudflare has the mean only: the sum over rows of the mean times how
   * many it is of. Negative means ("not measured") are skipped.
   *
   * @param decimals as in {@link Sum}, of {@link #FINENESS}ths of the leaf's unit
   */
  record Product(String path, String weight, int decimals) implements Value {
    /** Means have fractions, and a counter counts whole numbers: it counts so many to the leaf's unit. */
    public static final int FINENESS = 1_000;

    public static final int DECIMALS_OF_FINENESS = 3;

    @Override
    public List<String> paths() {
      return List.of(path, weight);
    }
  }

  /**
   * A counter of what a mean is of, where that is less than the rows count: a sum divided by its mean.
   * Negative means and zero ("not measured") are skipped.
   */
  record Measured(String sum, String mean) implements Value {
    @Override
    public List<String> paths() {
      return List.of(sum, mean);
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

    /** There are as many rows in a wide window as in a narrow one: one for each label set. */
    @Override
    public boolean isAmount() {
      return divisor.path().equals(ROWS) && !dividend.path().equals(ROWS);
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
  record Single(Figure figure) implements Value {
    /** A number as it is, but for its unit. */
    public Single(String path, double scale) {
      this(new Figure(path, scale, Optional.empty(), Figure.As.NUMBER));
    }

    public String path() {
      return figure.path();
    }

    public double scale() {
      return figure.scale();
    }

    @Override
    public List<String> paths() {
      return List.of(figure.path());
    }
  }

  /** The sum of numbers of the rows that need not be whole, such as weights. */
  record Total(Figure figure) implements Value {
    @Override
    public List<String> paths() {
      return List.of(figure.path());
    }
  }

  /** The largest or the smallest number of the rows. */
  record Extreme(Figure figure, boolean largest) implements Value {
    @Override
    public List<String> paths() {
      return List.of(figure.path());
    }
  }

  /**
   * The number of the newest row.
   *
   * @param by a time or another leaf; of which the greatest text is the newest
   */
  record Newest(Figure figure, String by) implements Value {
    @Override
    public List<String> paths() {
      return List.of(figure.path(), by);
    }
  }

  /**
   * One state of a set: 1 where the row has it, 0 where it has another one. Of several rows the one with
   * the greatest {@code by} counts, or else the first read.
   */
  record State(String path, String word, Optional<String> by) implements Value {
    @Override
    public List<String> paths() {
      List<String> paths = new ArrayList<>(List.of(path));
      by.ifPresent(paths::add);
      return paths;
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
