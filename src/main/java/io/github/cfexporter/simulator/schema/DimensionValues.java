package io.github.cfexporter.simulator.schema;

import io.github.cfexporter.simulator.world.Hash;
import io.github.cfexporter.simulator.world.Places;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The few values that a dimension of synthetic events has, by its type and name. */
final class DimensionValues {
  private static final int IDS = 3;

  /** The first pattern that is found in the name of a text decides. */
  private static final Map<Pattern, List<String>> TEXTS = new LinkedHashMap<>();

  /** Likewise of a whole number. */
  private static final Map<Pattern, List<Long>> NUMBERS = new LinkedHashMap<>();

  private static final Pattern ID =
      Pattern.compile("(Id|ID|Tag|Key|Uuid|UUID|Hash|Fingerprint|Ray|RayName)$");

  static {
    texts("[cC]ountry", Places.COUNTRIES.subList(0, 3));
    texts(
        "[cC]olo(Code|Name)?$",
        Places.COLOS.subList(0, 2).stream().map(Places.Colo::code).toList());
    texts("[dD]irection$", List.of("ingress", "egress"));
    texts("[oO]utcome$", List.of("pass", "drop", "challenge"));
    texts("[aA]ction$", List.of("allow", "block", "log"));
    texts("^(spf|dkim|dmarc)$", List.of("pass", "fail", "none"));
    texts("^attackScoreClass|ScoreClass$", List.of("attack", "likely_attack", "clean"));
    texts("[dD]eviceType$", List.of("desktop", "mobile"));
    texts("[pP]rotocol(Name)?$", List.of("tcp", "udp", "icmp"));
    texts("(success|Success)", List.of("true", "false"));
    texts("[sS]tatus$", List.of("success", "error", "clientDisconnected"));
    texts("[qQ]ueryType$", List.of("A", "AAAA", "TXT"));
    texts("[rR]esponseCode$", List.of("NOERROR", "NXDOMAIN", "SERVFAIL"));
    texts("(IP|Ip|ipv4|IPv4|Address)$", List.of("192.0.2.1", "198.51.100.7"));
    texts("[pP]ath$", List.of("/", "/shop/%C3%A4", "/api/v1/items/17"));
    texts("([hH]ost|[hH]ostname|Domain)$", List.of("www.shop.example", "api.shop.example"));
    texts("(Name|^name)$", List.of("alpha", "zürich \"2\"", "back\\slash"));
    texts("([eE]rror|[rR]eason)", List.of("", "timeout"));
    numbers("ipVersion$", List.of(4L, 6L));
    numbers("([sS]tatusCode|[rR]esponseStatus|httpStatus)$", List.of(200L, 404L, 503L));
    numbers("(ASN|Asn|asn)$", List.of(64_500L, 64_501L));
    numbers("[pP]ort$", List.of(443L, 53L));
    numbers("(Bytes|Size|bytes)$", List.of(512L, 4_096L));
    numbers("([tT]ime|Ms|Us|[lL]atency|[dD]uration)$", List.of(5L, 40L, 300L));
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
    for (Map.Entry<Pattern, List<String>> known : TEXTS.entrySet()) {
      if (known.getKey().matcher(name).find()) {
        return Places.pick(known.getValue(), noise);
      }
    }
    return ID.matcher(name).find()
        ? Hash.id(scopeId + name + Math.floorMod(noise, IDS))
        : name + "-" + (char) ('a' + Hash.bits(noise, 0, 1));
  }

  private static Long number(Field dimension, long noise) {
    for (Map.Entry<Pattern, List<Long>> known : NUMBERS.entrySet()) {
      if (known.getKey().matcher(dimension.name()).find()) {
        return Places.pick(known.getValue(), noise);
      }
    }
    return dimension.type().endsWith("int8")
        ? (long) Hash.bits(noise, 0, 1)
        : 1L + Math.floorMod(noise, IDS);
  }

  private static void texts(String name, List<String> values) {
    TEXTS.put(Pattern.compile(name), values);
  }

  private static void numbers(String name, List<Long> values) {
    NUMBERS.put(Pattern.compile(name), values);
  }

  private DimensionValues() {}
}
