package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.world.Hash;
import io.github.cfexporter.simulator.world.Places;
import io.github.cfexporter.simulator.world.Zone;
import java.util.ArrayList;
import java.util.List;

/** HTTP requests, the stream behind both the rollups and the adaptive datasets. */
public final class RequestTraits {
  private static final int SORTS = 48;
  private static final String HIT = "hit";

  private static final List<Response> RESPONSES = List.of(
      new Response(200, 0, HIT),
      new Response(200, 200, "dynamic"),
      new Response(200, 200, "miss"),
      new Response(404, 404, "dynamic"),
      new Response(304, 0, HIT),
      new Response(503, 503, "dynamic"),
      new Response(301, 301, "none"),
      new Response(403, 0, "none"),
      new Response(404, 404, "miss"),
      new Response(522, 522, "dynamic"),
      new Response(500, 500, "miss"),
      new Response(200, 200, "expired"));
  private static final List<String> METHODS = List.of("GET", "GET", "POST", "GET", "HEAD", "PUT");
  private static final List<String> PROTOCOLS = List.of("HTTP/2", "HTTP/3", "HTTP/1.1");
  private static final List<String> SECURED = List.of("TLSv1.3", "TLSv1.3", "TLSv1.2", "none");
  private static final List<String> CONTENT_TYPES =
      List.of("html", "json", "js", "css", "png", "woff2", "unknown");
  private static final List<String> BROWSERS =
      List.of("ChromeMobile", "Chrome", "Safari", "Firefox", "Googlebot", "Unknown");
  private static final List<String> IP_CLASSES =
      List.of("noRecord", "noRecord", "searchEngine", "badHost", "tor", "monitoringService");
  private static final List<String> THREATS =
      List.of("", "", "", "bic.ban.unknown", "", "hot.ban.ip", "", "macro.chl.captchaFail");
  private static final List<String> SOURCES =
      List.of("eyeball", "eyeball", "eyeball", "edgeWorkerSubrequest", "eyeball");
  private static final List<Long> BOT_SCORES = List.of(90L, 0L, 99L, 5L, 60L, 22L, 1L, 29L, 30L);

  private record Response(long edge, long origin, String cache) {
    /** The origin was not asked, or never answered. */
    boolean timed() {
      return origin != 0 && origin != 522;
    }
  }

  static List<Traits> of(Zone zone) {
    List<Traits> sorts = new ArrayList<>();
    for (int i = 0; i < SORTS; i++) {
      sorts.add(sort(zone, i, Hash.of(zone.id() + "request" + i)));
    }
    return sorts;
  }

  /** Host names as requests carry them: the client decides, so anything may be in there. */
  public static List<String> hosts(Zone zone) {
    return List.of(
        zone.domain(),
        "www." + zone.domain(),
        "api." + zone.domain(),
        "münchen." + zone.domain(),
        "quote\"back\\slash." + zone.domain(),
        "line\nbreak." + zone.domain());
  }

  private static Traits sort(Zone zone, int index, long noise) {
    Response response = Places.pick(RESPONSES, index + (noise & 3));
    String type = Places.pick(CONTENT_TYPES, noise >>> 3);
    Traits.Builder traits = Traits.builder()
        .text("clientCountryName", Places.pick(Places.COUNTRIES, noise >>> 6))
        .text("clientRequestHTTPHost", hosts(zone).get(Math.min(index % 7, 5)))
        .text("clientRequestHTTPMethodName", Places.pick(METHODS, noise >>> 9))
        .text("coloCode", Places.pick(Places.COLOS, noise >>> 12).code())
        .number("edgeResponseStatus", response.edge())
        .number("originResponseStatus", response.origin())
        .text("cacheStatus", response.cache())
        .text("requestSource", Places.pick(SOURCES, noise >>> 15))
        .text("edgeResponseContentTypeName", type)
        .text("clientRefererHost", index % 3 == 0 ? "" : zone.domain());
    client(traits, noise >>> 18);
    traits
        .measure("edgeResponseBytes", 512 + Hash.bits(noise, 40, 16))
        .measure("edgeRequestBytes", 128 + Hash.bits(noise, 30, 10))
        .measure("edgeTimeToFirstByteMs", 8 + Hash.bits(noise, 20, 7))
        .measure("edgeDnsResponseTimeMs", 3 + Hash.bits(noise, 10, 4))
        .measure("crossZoneSubrequests", 0)
        .measure("visits", index % 3 == 0 ? 1 : 0)
        .measure("pageViews", type.equals("html") && response.edge() == 200 ? 1 : 0)
        .measure(
            "originResponseDurationMs",
            response.timed() ? 20 + Hash.bits(noise, 50, 8) : Traits.NOT_MEASURED);
    return traits.build();
  }

  private static void client(Traits.Builder traits, long noise) {
    long botScore = Places.pick(BOT_SCORES, noise >>> 3);
    traits
        .text("clientRequestHTTPProtocol", Places.pick(PROTOCOLS, noise))
        .text("clientSSLProtocol", Places.pick(SECURED, noise >>> 6))
        .text("clientDeviceType", (noise >>> 9 & 1) == 0 ? "desktop" : "mobile")
        .text("userAgentBrowser", Places.pick(BROWSERS, noise >>> 12))
        .text("clientIPClass", Places.pick(IP_CLASSES, noise >>> 15))
        .text("threatPathingName", Places.pick(THREATS, noise >>> 18))
        .number("botScore", botScore)
        .text("botScoreSrcName", BotSources.of(botScore));
  }

  private RequestTraits() {}
}
