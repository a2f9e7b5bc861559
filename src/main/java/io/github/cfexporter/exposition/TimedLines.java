package io.github.cfexporter.exposition;

import io.github.cfexporter.catalog.Family;
import java.util.List;

/** Lines of OpenMetrics that say the time of their samples, as history has it. */
public final class TimedLines {
  private static final long MILLIS = 1_000;

  /** The label whose value is the name of the metric. */
  private static final String NAME = "__name__";

  /** The lines that describe a family. */
  public static String header(Family family) {
    return Header.render(family, Format.OPENMETRICS);
  }

  /**
   * One sample.
   *
   * @param labels names and values in turn, the name of the metric as that of {@code __name__}
   * @param millis since the epoch
   */
  public static void append(StringBuilder out, List<String> labels, double value, long millis) {
    int name = labels.indexOf(NAME);
    out.append(labels.get(name + 1));
    char before = '{';
    for (int i = 0; i < labels.size(); i += 2) {
      if (i != name) {
        out.append(before).append(labels.get(i)).append("=\"");
        Text.appendLabelValue(out, labels.get(i + 1));
        out.append('"');
        before = ',';
      }
    }
    out.append(before == ',' ? "} " : " ");
    Text.appendNumber(out, value);
    out.append(' ').append(Math.floorDiv(millis, MILLIS));
    long rest = Math.floorMod(millis, MILLIS);
    if (rest > 0) {
      out.append('.').append(String.valueOf(MILLIS + rest), 1, 4);
    }
    out.append('\n');
  }

  private TimedLines() {}
}
