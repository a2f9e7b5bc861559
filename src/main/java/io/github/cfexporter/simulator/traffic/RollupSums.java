package io.github.cfexporter.simulator.traffic;

/** The plain sums of {@code httpRequests1mGroups} and of {@code httpRequestsOverviewAdaptiveGroups}. */
final class RollupSums {

  static double of(String field, Event event) {
    return switch (field) {
      case "requests" -> event.count();
      case "bytes" -> bytes(event);
      case "cachedRequests" -> cached(event) ? event.count() : 0;
      case "cachedBytes" -> cached(event) ? bytes(event) : 0;
      case "encryptedRequests" -> encrypted(event) ? event.count() : 0;
      case "encryptedBytes" -> encrypted(event) ? bytes(event) : 0;
      case "threats" -> threat(event) ? event.count() : 0;
      case "pageViews", "visits", "edgeRequestBytes" -> event.sum(field);
      default -> throw new IllegalArgumentException("no such sum: " + field);
    };
  }

  static double bytes(Event event) {
    return event.sum("edgeResponseBytes");
  }

  static boolean threat(Event event) {
    return !event.text("threatPathingName").isEmpty();
  }

  private static boolean cached(Event event) {
    return event.text("cacheStatus").equals("hit");
  }

  private static boolean encrypted(Event event) {
    return !event.text("clientSSLProtocol").equals("none");
  }

  private RollupSums() {}
}
