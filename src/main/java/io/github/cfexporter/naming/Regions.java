package io.github.cfexporter.naming;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parts of the world, as the label {@code region} of lablabs/cloudflare-exporter names them. */
final class Regions {
  /** What is there for Tor ({@code T1}), {@code XX} and whatever is no country. */
  private static final String UNKNOWN = "Unknown";

  private static final Map<String, String> BY_COUNTRY = read();

  /** @param country its two letters, as ISO 3166-1 has them */
  static String of(String country) {
    return BY_COUNTRY.getOrDefault(country, UNKNOWN);
  }

  private static Map<String, String> read() {
    Map<String, String> regions = new HashMap<>();
    NamesFile.read("regions").forEach((region, countries) -> {
      for (Object country : (List<?>) countries) {
        regions.put((String) country, (String) region);
      }
    });
    return regions;
  }

  private Regions() {}
}
