package io.github.cfexporter.limiter;

import java.util.Locale;

/** The two interfaces of Cloudflare, which count calls apart. */
public enum Api {
  GRAPHQL,
  REST;

  /** The {@code api} label of the exporter's own metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
