package io.github.cfexporter.catalog;

import java.util.Locale;

/** The two kinds of family that Cloudflare's totals and means become. */
public enum MetricType {
  COUNTER,
  GAUGE;

  /** The word that a {@code # TYPE} line and {@code metrics.tsv} use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
