package io.github.cfexporter.settings.values;

import java.util.Locale;

/** Whose names the series of an answer have. */
public enum SeriesNames {
  /** Those of the catalog, which Cloudflare's exporter has since 2026. */
  CLOUDFLARE,

  /** Those of lablabs/cloudflare-exporter, which Grafana's mixin and dashboard 13133 know. */
  LABLABS,

  /** Those that Cloudflare's exporter had until the end of 2025. */
  CLOUDFLARE2025;

  /** As a setting, a path and a file spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
