package io.github.cfexporter.exposition;

/** The two text formats that Prometheus reads. Sample lines are the same in both. */
public enum Format {
  /** https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format. */
  TEXT("text/plain; version=0.0.4; charset=utf-8"),
  /** https://prometheus.io/docs/specs/om/open_metrics_spec/. */
  OPENMETRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  public String contentType() {
    return contentType;
  }
}
