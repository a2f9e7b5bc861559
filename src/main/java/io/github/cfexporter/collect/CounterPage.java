package io.github.cfexporter.collect;

import io.github.cfexporter.counting.series.Births;
import io.github.cfexporter.counting.series.SeriesTable;
import io.github.cfexporter.exposition.LineWriter;
import io.github.cfexporter.exposition.Samples;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of a table of counters as it was at a version: equal while nothing on it changes.
 *
 * @param valued how many of its series show their value; those behind them are held at zero
 */
record CounterPage(Form form, SeriesTable table, int page, int version, int valued)
    implements Samples {

  /**
   * How lines of a counter family look in one zone.
   *
   * @param decimals how many digits stand behind the point
   */
  record Form(List<String> labels, List<String> shared, int decimals) {}

  /** @param heldFrom position of the first series that is held at zero */
  static List<CounterPage> all(SeriesTable table, Form form, int heldFrom) {
    List<CounterPage> pages = new ArrayList<>();
    for (int page = 0; page < table.pages(); page++) {
      int valued = Math.max(0, Math.min(heldFrom - page * SeriesTable.PAGE, table.pageSize(page)));
      pages.add(new CounterPage(form, table, page, table.version(page), valued));
    }
    return pages;
  }

  /** The same pages, with lines that say when each series began. */
  static List<Samples> allWithCreated(List<CounterPage> pages, Births births) {
    return pages.stream().<Samples>map(page -> new WithCreated(page, births)).toList();
  }

  /** A page of which every line is followed by the one that says when its series began. */
  private record WithCreated(CounterPage page, Births births) implements Samples {
    @Override
    public List<String> labels() {
      return page.labels();
    }

    @Override
    public List<String> shared() {
      return page.shared();
    }

    @Override
    public int size() {
      return page.size();
    }

    @Override
    public void writeTo(LineWriter lines) {
      page.visit((position, key, value) ->
          lines.lineAndCreated(key, value, page.form.decimals(), births.of(position)));
    }
  }

  /** Is told what each line says. */
  @FunctionalInterface
  private interface LineVisitor {
    void line(int position, String key, long value);
  }

  private void visit(LineVisitor visitor) {
    int first = page * SeriesTable.PAGE;
    int[] at = {0};
    table.forEachOn(page, (key, total, movedAt) -> {
      visitor.line(first + at[0], key, at[0] < valued ? total : 0);
      at[0]++;
    });
  }

  @Override
  public List<String> labels() {
    return form.labels();
  }

  @Override
  public List<String> shared() {
    return form.shared();
  }

  @Override
  public int size() {
    return table.pageSize(page);
  }

  @Override
  public void writeTo(LineWriter lines) {
    visit((position, key, value) -> lines.line(key, value, form.decimals()));
  }
}
