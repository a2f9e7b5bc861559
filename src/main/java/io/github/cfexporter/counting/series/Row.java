package io.github.cfexporter.counting.series;

import io.github.cfexporter.catalog.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One row of an answer, leaf by leaf. A decoder fills one row, hands it on, clears it and fills it
 * again, so nobody may keep a row beyond the call that received it.
 */
public final class Row {
  private static final byte ABSENT = 0;
  private static final byte TEXT = 1;
  private static final byte WHOLE = 2;
  private static final byte DECIMAL = 3;
  private static final byte TRUTH = 4;

  /** Told by {@link #count}: there is no number where one was promised. */
  public static final long DAMAGED = -2;

  /** Told by {@link #count}: a number that no counter takes. */
  public static final long REFUSED = -1;

  /**
   * Largest number that one row may add to a counter: more than all of Cloudflare moves in a day, in
   * bytes, and little enough that several of them fit a total.
   */
  public static final long MOST = 1L << 60;

  /** A text of fewer digits is below {@link #MOST}. */
  private static final int MOST_DIGITS = 19;

  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,400}(\\.[0-9]{1,400})?([eE][+-]?[0-9]{1,4})?");

  /** Texts of HTTP statuses and other small numbers, which label millions of rows. */
  private static final String[] SMALL =
      IntStream.range(0, 1_000).mapToObj(Integer::toString).toArray(String[]::new);

  private final Shape shape;
  private final byte[] kinds;
  private final String[] texts;
  private final long[] wholes;
  private final double[] decimals;
  private final List<Rows> lists = new ArrayList<>();
  private boolean damaged;

  public Row(Shape shape) {
    this.shape = shape;
    int leaves = shape.leaves().size();
    kinds = new byte[leaves];
    texts = new String[leaves];
    wholes = new long[leaves];
    decimals = new double[leaves];
    shape.lists().values().forEach(element -> lists.add(new Rows(element)));
  }

  public Shape shape() {
    return shape;
  }

  public void setText(int slot, String text) {
    kinds[slot] = TEXT;
    texts[slot] = text;
  }

  public void setWhole(int slot, long whole) {
    kinds[slot] = WHOLE;
    wholes[slot] = whole;
  }

  public void setDecimal(int slot, double decimal) {
    kinds[slot] = DECIMAL;
    decimals[slot] = decimal;
  }

  public void setTruth(int slot, boolean truth) {
    kinds[slot] = TRUTH;
    wholes[slot] = truth ? 1 : 0;
  }

  /** Notes that something stood where the schema promises something of another type. */
  public void damage() {
    damaged = true;
  }

  /** Whether the row is not what the schema promises, so that it says nothing for sure. */
  public boolean isDamaged() {
    return damaged;
  }

  /** Whether the answer held the leaf, and not as {@code null}. */
  public boolean has(int slot) {
    return kinds[slot] != ABSENT;
  }

  /** The leaf as a label shows it; empty when absent. */
  public String text(int slot) {
    return switch (kinds[slot]) {
      case TEXT -> texts[slot];
      case WHOLE, TRUTH ->
        wholes[slot] >= 0 && wholes[slot] < SMALL.length
            ? SMALL[(int) wholes[slot]]
            : Long.toString(wholes[slot]);
      case DECIMAL -> Double.toString(decimals[slot]);
      default -> "";
    };
  }

  /**
   * The leaf as a counter takes it, 0 to {@link #MOST}; {@link #REFUSED} when it is another number:
   * negative, with a fraction, or larger; {@link #DAMAGED} when it is no number.
   */
  public long count(int slot) {
    return switch (kinds[slot]) {
      case WHOLE -> wholes[slot] >= 0 && wholes[slot] <= MOST ? wholes[slot] : REFUSED;
      case DECIMAL -> whole(decimals[slot]);
      case TEXT -> countInText(texts[slot]);
      default -> DAMAGED;
    };
  }

  /**
   * The same of a leaf that may have fractions, in units of which so many make one of the leaf's: 1.5
   * is 1,500,000 where they are millionths. What is finer is rounded.
   */
  long count(int slot, double fineness) {
    double number = number(slot);
    return Double.isNaN(number) ? DAMAGED : whole(Math.rint(number * fineness));
  }

  /** Digits alone are read without the detour over a double, which would round them. */
  private static long countInText(String text) {
    if (!isNumber(text)) {
      return DAMAGED;
    }
    boolean exact = text.length() < MOST_DIGITS && text.chars().allMatch(Character::isDigit);
    return exact ? Long.parseLong(text) : whole(Double.parseDouble(text));
  }

  /** A number as a counter takes it; {@link #REFUSED} when it takes it not. */
  static long whole(double number) {
    boolean countable = number >= 0 && number <= MOST && number == Math.rint(number);
    return countable ? (long) number : REFUSED;
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /** The leaf as a number, also one that is written as text; NaN when absent or not a number. */
  public double number(int slot) {
    return switch (kinds[slot]) {
      case WHOLE, TRUTH -> wholes[slot];
      case DECIMAL -> decimals[slot];
      case TEXT -> isNumber(texts[slot]) ? Double.parseDouble(texts[slot]) : Double.NaN;
      default -> Double.NaN;
    };
  }

  /** The elements of a list, by {@link Shape#listSlot}. */
  public Rows list(int listSlot) {
    return lists.get(listSlot);
  }

  public void clear() {
    damaged = false;
    Arrays.fill(kinds, ABSENT);
    lists.forEach(Rows::clear);
  }

  /** Elements of one list of a row, reused from row to row. */
  public static final class Rows {
    private final Shape shape;
    private final List<Row> rows = new ArrayList<>();
    private int size;

    private Rows(Shape shape) {
      this.shape = shape;
    }

    public int size() {
      return size;
    }

    public Row get(int index) {
      return rows.get(index);
    }

    /** Adds an empty element and answers it to be filled. */
    public Row add() {
      if (size == rows.size()) {
        rows.add(new Row(shape));
      }
      Row row = rows.get(size++);
      row.clear();
      return row;
    }

    private void clear() {
      size = 0;
    }
  }
}
