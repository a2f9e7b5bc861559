package io.github.cfexporter.simulator.schema;

import io.github.cfexporter.simulator.world.Hash;
import io.github.cfexporter.simulator.world.Places;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The few values that a dimension of synthetic events has, by its type and name. */
final class DimensionValues {
  private static final int IDS = 3;

  /** The first pattern that is found in the name of a text decides. */
  private static final Choice<String> TEXTS = new Choice<>();

  /** Likewise of a whole number. */
  private static final Choice<Long> NUMBERS = new Choice<>();

  /** A text of such a name is one of a few identifiers. */
  private static final Choice<Boolean> IDENTIFIERS = new Choice<>();

  static {
    IDENTIFIERS.add("(Id|ID|Tag|Key|Uuid|UUID|Hash|Fingerprint|Ray|RayName)$", List.of(true));
    TEXTS.add("[cC]ountry", Places.COUNTRIES.subList(0, 3));
    TEXTS.add(
        "[cC]olo(Code|Name)?$",
        Places.COLOS.subList(0, 2).stream().map(Places.Colo::code).toList());
    TEXTS.add("[dD]irection$", List.of("ingress", "egress"));
    TEXTS.add("[oO]utcome$", List.of("pass", "drop", "challenge"));
    TEXTS.add("[aA]ction$", List.of("allow", "block", "log"));
    TEXTS.add("^(spf|dkim|dmarc)$", List.of("pass", "fail", "none"));
    TEXTS.add("^attackScoreClass|ScoreClass$", List.of("attack", "likely_attack", "clean"));
    TEXTS.add("[dD]eviceType$", List.of("desktop", "mobile"));
    TEXTS.add("[pP]rotocol(Name)?$", List.of("tcp", "udp", "icmp"));
    TEXTS.add("(success|Success)", List.of("true", "false"));
    TEXTS.add("[sS]tatus$", List.of("success", "error", "clientDisconnected"));
    TEXTS.add("[qQ]ueryType$", List.of("A", "AAAA", "TXT"));
    TEXTS.add("[rR]esponseCode$", List.of("NOERROR", "NXDOMAIN", "SERVFAIL"));
    TEXTS.add("(IP|Ip|ipv4|IPv4|Address)$", List.of("192.0.2.1", "198.51.100.7"));
    TEXTS.add("[pP]ath$", List.of("/", "/shop/%C3%A4", "/api/v1/items/17"));
    TEXTS.add("([hH]ost|[hH]ostname|Domain)$", List.of("www.shop.example", "api.shop.example"));
    TEXTS.add("(Name|^name)$", List.of("alpha", "zürich \"2\"", "back\\slash"));
    TEXTS.add("([eE]rror|[rR]eason)", List.of("", "timeout"));
    NUMBERS.add("ipVersion$", List.of(4L, 6L));
    NUMBERS.add("([sS]tatusCode|[rR]esponseStatus|httpStatus)$", List.of(200L, 404L, 503L));
    NUMBERS.add("(ASN|Asn|asn)$", List.of(64_500L, 64_501L));
    NUMBERS.add("[pP]ort$", List.of(443L, 53L));
    NUMBERS.add("(Bytes|Size|bytes)$", List.of(512L, 4_096L));
    NUMBERS.add("([tT]ime|Ms|Us|[lL]atency|[dD]uration)$", List.of(5L, 40L, 300L));
  }

  static Object of(Field dimension, String scopeId, long noise) {
    if (dimension.list()) {
      Field element = new Field(dimension.block(), dimension.name(), dimension.type(), false);
      Object first = of(element, scopeId, noise);
      Object second = of(element, scopeId, noise >>> 8);
      return switch (Hash.bits(noise, 32, 2)) {
        case 0 -> List.of();
        case 1 -> List.of(first);
        default -> first.equals(second) ? List.of(first) : List.of(first, second);
      };
    }
    return switch (dimension.type()) {
      case "string" -> text(dimension.name(), scopeId, noise);
      case "bool" -> Hash.bits(noise, 0, 1) == 1;
      case "float32", "float64" -> 0.5 + Hash.bits(noise, 0, 1);
      default -> number(dimension, noise);
    };
  }

  private static String text(String name, String scopeId, long noise) {
    List<String> known = TEXTS.of(name);
    if (!known.isEmpty()) {
      return Places.pick(known, noise);
    }
    return IDENTIFIERS.of(name).isEmpty()
        ? name + "-" + (char) ('a' + Hash.bits(noise, 0, 1))
        : Hash.id(scopeId + name + Math.floorMod(noise, IDS));
  }

  private static Long number(Field dimension, long noise) {
    List<Long> known = NUMBERS.of(dimension.name());
    if (!known.isEmpty()) {
      return Places.pick(known, noise);
    }
    return dimension.type().endsWith("int8")
        ? (long) Hash.bits(noise, 0, 1)
        : 1L + Math.floorMod(noise, IDS);
  }

  /** Values by patterns of names. Each name is looked for once: every event has many dimensions. */
  private static final class Choice<V> {
    private final Map<Pattern, List<V>> patterns = new LinkedHashMap<>();
    private final Map<String, List<V>> found = new ConcurrentHashMap<>();

    void add(String name, List<V> values) {
      patterns.put(Pattern.compile(name), values);
    }

    /** None if no pattern is found in the name. */
    List<V> of(String name) {
      return found.computeIfAbsent(name, this::find);
    }

    private List<V> find(String name) {
      return patterns.entrySet().stream()
          .filter(known -> known.getKey().matcher(name).find())
          .findFirst()
          .map(Map.Entry::getValue)
          .orElse(List.of());
    }
  }

  private DimensionValues() {}
}
