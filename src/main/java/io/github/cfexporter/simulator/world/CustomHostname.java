package io.github.cfexporter.simulator.world;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A name of a customer's customer that a zone serves.
 *
 * @param sslStatus of its certificate; empty where it has none
 */
public record CustomHostname(
    String id, String hostname, String status, String sslStatus, String authority) {
  private static final int OF_ENTERPRISE = 120;
  private static final int OF_BUSINESS = 7;
  private static final List<String> STATUSES = List.of("active", "active", "pending", "moved");
  private static final List<String> SSL = List.of(
      "active", "active", "active", "pending_validation", "validation_timed_out", "expired", "");
  private static final List<String> AUTHORITIES = List.of("google", "lets_encrypt");

  /** None below the business plan, several pages of them on the enterprise plan. */
  public static List<CustomHostname> of(Zone zone) {
    int count = switch (zone.plan()) {
      case ENTERPRISE -> OF_ENTERPRISE;
      case BUSINESS -> OF_BUSINESS;
      case PRO, FREE -> 0;
    };
    return IntStream.range(0, count)
        .mapToObj(number -> of(zone.id(), "app-" + number + ".customer.example"))
        .toList();
  }

  private static CustomHostname of(String zone, String hostname) {
    return new CustomHostname(
        Hash.uuid(zone + hostname),
        hostname,
        one(STATUSES, "status" + zone + hostname),
        one(SSL, "ssl" + zone + hostname),
        one(AUTHORITIES, "authority" + zone + hostname));
  }

  private static String one(List<String> words, String of) {
    return words.get(Hash.below(words.size(), of));
  }
}
