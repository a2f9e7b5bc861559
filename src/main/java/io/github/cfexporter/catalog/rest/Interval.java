package io.github.cfexporter.catalog.rest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How often a kind is read.
 *
 * @param usual where neither the setting nor {@code queryKinds} says otherwise
 * @param setting key of the setting that says it; empty where there is none
 */
public record Interval(Duration usual, Optional<String> setting) {
  /** For kinds that do not say it. */
  public static final Interval USUAL = new Interval(Duration.ofMinutes(5), Optional.empty());

  /** Settings that are older than these files, and say how often something is read. */
  public static final List<String> SETTINGS =
      List.of("sslCertsCacheTtlSeconds", "zoneListCacheTtlSeconds");
}
