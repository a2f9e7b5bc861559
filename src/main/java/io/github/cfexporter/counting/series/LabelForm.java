package io.github.cfexporter.counting.series;

import io.github.cfexporter.catalog.Label;

/**
 * How a label is written in the keys of a family: its name, and whether its statuses are grouped.
 * Stored with the totals, so that a changed setting is noticed wherever the totals have been.
 */
public record LabelForm(String name, boolean grouped) {

  public static LabelForm of(Label label, boolean httpStatusGroup) {
    return new LabelForm(label.name(), httpStatusGroup && label.as() == Label.Transform.STATUS);
  }

  /** {@code 404} becomes {@code 4xx}; text that is no status from 100 to 599 stays as it is. */
  static String statusClass(String status) {
    boolean isStatus = status.length() == 3
        && status.charAt(0) >= '1'
        && status.charAt(0) <= '5'
        && Character.isDigit(status.charAt(1))
        && Character.isDigit(status.charAt(2));
    return isStatus ? status.charAt(0) + "xx" : status;
  }
}
