package io.github.cfexporter.rig;

import io.github.cfexporter.simulator.traffic.Event;
import java.util.Map;

/** What an event means to the families that count it. */
final class Happening {
  static boolean any(Event event) {
    return event.count() > 0;
  }

  static long bytes(Event event) {
    return event.total("edgeResponseBytes");
  }

  static long visits(Event event) {
    return event.total("visits");
  }

  static long pageViews(Event event) {
    return event.total("pageViews");
  }

  static boolean isCached(Event event) {
    return event.text("cacheStatus").equals("hit");
  }

  static boolean isEncrypted(Event event) {
    return !event.text("clientSSLProtocol").equals("none");
  }

  static boolean isThreat(Event event) {
    return !event.text("threatPathingName").isEmpty();
  }

  static boolean isEdgeError(Event event) {
    return event.number("edgeResponseStatus") >= 400;
  }

  static boolean isMissedFourHundred(Event event) {
    long status = event.number("originResponseStatus");
    return !isCached(event) && status >= 400 && status < 500;
  }

  static boolean isMissedFiveHundred(Event event) {
    return !isCached(event) && event.number("originResponseStatus") >= 500;
  }

  /** Bot scores from 1 to 29; 0 is "not scored". */
  static boolean isProbableBot(Event event) {
    return event.number("botScore") >= 1 && event.number("botScore") < 30;
  }

  /** An upload of logs that its destination did not take. */
  static boolean hasFailed(Event event) {
    return event.number("status") != 200;
  }

  static Map<String, String> botLabels(Event event) {
    return Map.of(
        "bot_score",
        event.number("botScore") < 10 ? "1-9" : "10-29",
        "detection_source",
        event.text("botScoreSrcName"));
  }

  /** Simulated events describe every rule as REST names it. */
  static Map<String, String> firewallLabels(Event event) {
    String name = event.text("description");
    return Map.of(
        "action",
        event.text("action"),
        "source",
        event.text("source"),
        "country",
        event.text("clientCountryName"),
        "host",
        event.text("clientRequestHTTPHost"),
        "rule",
        name.isEmpty() ? event.text("ruleId") : name);
  }

  private Happening() {}
}
