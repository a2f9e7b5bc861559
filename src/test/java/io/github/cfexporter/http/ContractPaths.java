package io.github.cfexporter.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every path that is served, and the status that each method gets there, as the contract has it. */
final class ContractPaths {
  static final List<String> PROBES = List.of("/-/healthy", "/-/ready");
  static final List<String> MACHINES = List.of(
      "/metrics",
      "/metrics/cloudflare",
      "/metrics/lablabs",
      "/metrics/cloudflare2025",
      "/metrics/node",
      "/health");
  static final List<String> ONE_OF_EACH = List.of(
      "/-/healthy",
      "/metrics",
      "/metrics/lablabs",
      "/metrics/node",
      "/health",
      "/",
      "/assets/page.js",
      "/status.json",
      "/zones.json",
      "/page/overview.json",
      "/page/log.json",
      "/page/account.json",
      "/config",
      "/config/defaults",
      "/config/queryLimit",
      "/nothing/here");
  private static final List<String> PAGES = List.of(
      "/",
      "/assets/page.css",
      "/assets/page.js",
      "/assets/accounts.js",
      "/assets/chart.js",
      "/assets/config.js",
      "/assets/connect.js",
      "/assets/dom.js",
      "/assets/events.js",
      "/assets/kinds.js",
      "/assets/metrics.js",
      "/assets/system.js",
      "/assets/zones.js",
      "/assets/icon.svg",
      "/assets/keys.json",
      "/status.json",
      "/zones.json",
      "/page/overview.json",
      "/page/events.json",
      "/page/check.json",
      "/page/families.json",
      "/page/samples.json",
      "/page/log.json",
      "/page/runtime.json",
      "/page/zones.json",
      "/config/defaults");

  /** They want to be told of what, and know nothing else. */
  private static final List<String> OF_SOMETHING =
      List.of("/page/account.json", "/page/document.json");

  static List<String> all() {
    List<String> all = new ArrayList<>(PROBES);
    all.addAll(MACHINES);
    all.addAll(PAGES);
    all.addAll(OF_SOMETHING);
    all.addAll(List.of("/config", "/config/queryLimit", "/nothing/here"));
    return all;
  }

  /** Without a body, for a client that may do all that there is. */
  static String status(String method, String path) {
    Set<String> reading = Set.of("GET", "HEAD");
    if (path.equals("/nothing/here")) {
      return "404";
    } else if (reading.contains(method)) {
      return OF_SOMETHING.contains(path) ? "404" : "200";
    } else if (path.equals("/config") && method.equals("DELETE")) {
      return "200";
    } else if (path.equals("/config/queryLimit")) {
      return switch (method) {
        case "PUT" -> "415";
        case "DELETE" -> "200";
        default -> "405";
      };
    }
    return "405";
  }

  private ContractPaths() {}
}
