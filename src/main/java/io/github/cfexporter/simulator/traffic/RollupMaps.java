package io.github.cfexporter.simulator.traffic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The maps of {@code httpRequests1mGroups.sum}: requests by one property each, in no order. */
final class RollupMaps {

  /**
   * @param property dimension of the event that is the key of an element
   * @param shownAs what the schema calls it in the element
   */
  private record Spec(String property, String shownAs, Predicate<Event> where) {}

  private static final Map<String, Spec> SPECS = Map.of(
      "browserMap", spec("userAgentBrowser", "uaBrowserFamily"),
      "clientHTTPVersionMap", spec("clientRequestHTTPProtocol", "clientHTTPProtocol"),
      "clientSSLMap", spec("clientSSLProtocol", "clientSSLProtocol"),
      "contentTypeMap", spec("edgeResponseContentTypeName", "edgeResponseContentTypeName"),
      "countryMap", spec("clientCountryName", "clientCountryName"),
      "ipClassMap", spec("clientIPClass", "ipType"),
      "responseStatusMap", spec("edgeResponseStatus", "edgeResponseStatus"),
      "threatPathingMap", new Spec("threatPathingName", "threatPathingName", RollupSums::threat));

  /** Elements with every value that any of the maps has; the selection picks what it asked for. */
  static List<Map<String, Object>> list(String name, List<Event> group) {
    Spec spec = SPECS.get(name);
    Map<Object, double[]> sums = new LinkedHashMap<>();
    for (Event event : group) {
      if (spec.where().test(event)) {
        double[] sum = sums.computeIfAbsent(event.dimension(spec.property()), k -> new double[4]);
        sum[0] += event.count();
        sum[1] += RollupSums.bytes(event);
        sum[2] += event.sum("pageViews");
        sum[3] += RollupSums.threat(event) ? event.count() : 0;
      }
    }
    return sums.entrySet().stream()
        .map(sum -> element(spec, sum.getKey(), sum.getValue()))
        .toList();
  }

  private static Map<String, Object> element(Spec spec, Object key, double[] sum) {
    return Map.of(
        spec.shownAs(),
        key,
        "requests",
        Math.round(sum[0]),
        "bytes",
        Math.round(sum[1]),
        "pageViews",
        Math.round(sum[2]),
        "threats",
        Math.round(sum[3]));
  }

  private static Spec spec(String property, String shownAs) {
    return new Spec(property, shownAs, event -> true);
  }

  private RollupMaps() {}
}
