package io.github.cfexporter.cloudflare;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the headers of a REST reply say about the pace. All of them may be absent, and GraphQL
 * replies never have them. https://developers.cloudflare.com/fundamentals/api/reference/limits/
 *
 * @param budgets what is left, from {@code Ratelimit}
 * @param quotas what is allowed, from {@code Ratelimit-Policy}
 * @param retryAfter how long to wait, as told; sent with 429 only
 */
public record RateHeaders(List<Budget> budgets, List<Quota> quotas, Optional<Duration> retryAfter) {

  /** The longest wait that is believed: what is due sooner is not waited for, what lasts is told again. */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /** Calls left of a named limit, until it is full again after {@code reset}. */
  public record Budget(String name, long remaining, Duration reset) {}

  /** Calls that a named limit allows per window. */
  public record Quota(String name, long calls, Duration window) {}

  /** One member of a structured-field list; Cloudflare writes the name with or without quotes. */
  private record Item(String name, Map<String, Long> parameters) {
    private static final Pattern ITEM = Pattern.compile(
        "(?:\"([^\"]*)\"|([^\\s;,=\"]+))((?:\\s*;\\s*[^\\s;,=]+\\s*=\\s*[^\\s;,]+)*)");
    private static final Pattern PARAMETER =
        Pattern.compile("([^\\s;,=]+)\\s*=\\s*\"?([0-9]{1,15})\"?");

    static List<Item> list(MultiMap headers, String header) {
      List<Item> items = new ArrayList<>();
      Matcher item = ITEM.matcher(String.join(",", headers.getAll(header)));
      while (item.find()) {
        String name = item.group(1) == null ? item.group(2) : item.group(1);
        items.add(new Item(name, parameters(item.group(3))));
      }
      return items;
    }

    private static Map<String, Long> parameters(String text) {
      Map<String, Long> parameters = new HashMap<>();
      Matcher parameter = PARAMETER.matcher(text);
      while (parameter.find()) {
        String name = parameter.group(1).toLowerCase(Locale.ROOT);
        parameters.put(name, Long.valueOf(parameter.group(2)));
      }
      return parameters;
    }

    boolean has(String first, String second) {
      return parameters.containsKey(first) && parameters.containsKey(second);
    }

    Duration seconds(String parameter) {
      return believed(Duration.ofSeconds(parameters.get(parameter)));
    }
  }

  public RateHeaders {
    budgets = List.copyOf(budgets);
    quotas = List.copyOf(quotas);
  }

  /** Waits as these headers say, but for those that are absurd. */
  static Duration believed(Duration told) {
    return told.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : told;
  }

  /** How long to wait before the next call. */
  public Optional<Duration> pause() {
    return retryAfter.map(RateHeaders::believed);
  }

  /** What is not believed of the wait, for whoever reads the error; empty if all is. */
  String remark() {
    return retryAfter
        .filter(told -> told.compareTo(LONGEST_WAIT) > 0)
        .map(told -> "told to wait " + told.toSeconds() + " s, which is taken as "
            + LONGEST_WAIT.toSeconds() + " s")
        .orElse("");
  }

  /** Reads what is there; items that lack a number are left out. */
  public static RateHeaders parse(MultiMap headers) {
    List<Budget> budgets = Item.list(headers, "Ratelimit").stream()
        .filter(item -> item.has("r", "t"))
        .map(item -> new Budget(item.name(), item.parameters().get("r"), item.seconds("t")))
        .toList();
    List<Quota> quotas = Item.list(headers, "Ratelimit-Policy").stream()
        .filter(item -> item.has("q", "w"))
        .map(item -> new Quota(item.name(), item.parameters().get("q"), item.seconds("w")))
        .toList();
    return new RateHeaders(budgets, quotas, RetryAfter.of(headers));
  }
}
