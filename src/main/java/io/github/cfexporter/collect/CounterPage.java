package io.github.cfexporter.collect;

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
  static List<Samples> all(SeriesTable table, Form form, int heldFrom) {
    List<Samples> pages = new ArrayList<>();
    for (int page = 0; page < table.pages(); page++) {
      int valued = Math.max(0, Math.min(heldFrom - page * SeriesTable.PAGE, table.pageSize(page)));
      pages.add(new CounterPage(form, table, page, table.version(page), valued));
    }
    return pages;
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
    int[] left = {valued};
    table.forEachOn(
        page, (key, total, movedAt) -> lines.line(key, left[0]-- > 0 ? total : 0, form.decimals()));
  }
}
