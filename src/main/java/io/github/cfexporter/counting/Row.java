package io.github.cfexporter.counting;

import io.github.cfexporter.catalog.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /** Texts of HTTP statuses and other small numbers, which label millions of rows. */
  private static final String[] SMALL =
      IntStream.range(0, 1_000).mapToObj(Integer::toString).toArray(String[]::new);

  private final Shape shape;
  private final byte[] kinds;
  private final String[] texts;
  private final long[] wholes;
  private final double[] decimals;
  private final List<Rows> lists = new ArrayList<>();

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

  /** Whether the answer held the leaf, and not as {@code null}. */
  public boolean has(int slot) {
    return kinds[slot] != ABSENT;
  }

  /** The leaf as a label shows it; empty when absent. */
  public String text(int slot) {
    return switch (kinds[slot]) {
      case TEXT -> texts[slot];
      case WHOLE ->
        wholes[slot] >= 0 && wholes[slot] < SMALL.length
            ? SMALL[(int) wholes[slot]]
            : Long.toString(wholes[slot]);
      case DECIMAL -> Double.toString(decimals[slot]);
      default -> "";
    };
  }

  /** The leaf as a whole number; zero when absent or not a number. */
  public long whole(int slot) {
    return switch (kinds[slot]) {
      case WHOLE -> wholes[slot];
      case DECIMAL -> Math.round(decimals[slot]);
      default -> 0;
    };
  }

  /** The leaf as a number; NaN when absent or not a number. */
  public double number(int slot) {
    return switch (kinds[slot]) {
      case WHOLE -> wholes[slot];
      case DECIMAL -> decimals[slot];
      default -> Double.NaN;
    };
  }

  /** The elements of a list, by {@link Shape#listSlot}. */
  public Rows list(int listSlot) {
    return lists.get(listSlot);
  }

  public void clear() {
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
