package io.github.cfexporter.exposition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Chooses format and encoding by what a client accepts, RFC 9110 section 12.5. An answer is always
 * given: to a client that accepts neither format, text, as the official client libraries do.
 */
public final class Negotiation {
  private static final String OPENMETRICS = "application/openmetrics-text";

  /** OpenMetrics when it is named and wanted at least as much as text. */
  public static Format format(String accept) {
    List<Choice> choices = parse(accept);
    double openMetrics = quality(choices, Negotiation::isOpenMetrics).orElse(0.0);
    double text = quality(choices, choice -> choice.name().equals("text/plain"))
        .or(() -> quality(choices, choice -> choice.name().equals("text/*")))
        .or(() -> quality(choices, choice -> choice.name().equals("*/*")))
        .orElse(0.0);
    return openMetrics > 0 && openMetrics >= text ? Format.OPENMETRICS : Format.TEXT;
  }

  /** Gzip when it is allowed and identity is not preferred to it. */
  public static Encoding encoding(String acceptEncoding) {
    List<Choice> choices = parse(acceptEncoding);
    double gzip = quality(
            choices, choice -> choice.name().equals("gzip") || choice.name().equals("x-gzip"))
        .or(() -> quality(choices, choice -> choice.name().equals("*")))
        .orElse(0.0);
    double identity =
        quality(choices, choice -> choice.name().equals("identity")).orElse(0.0);
    return gzip > 0 && gzip >= identity ? Encoding.GZIP : Encoding.IDENTITY;
  }

  /** Version 0.0.1 is a draft that we do not speak. */
  private static boolean isOpenMetrics(Choice choice) {
    return choice.name().equals(OPENMETRICS)
        && (choice.version().isEmpty() || choice.version().equals("1.0.0"));
  }

  private static Optional<Double> quality(List<Choice> choices, Predicate<Choice> which) {
    return choices.stream().filter(which).map(Choice::quality).max(Double::compare);
  }

  private static List<Choice> parse(String header) {
    List<Choice> choices = new ArrayList<>();
    for (String item : header.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = item.split(";");
      double quality = 1;
      String version = "";
      for (int i = 1; i < parts.length; i++) {
        String parameter = parts[i].strip();
        if (parameter.startsWith("q=")) {
          quality = number(parameter.substring(2).strip());
        } else if (parameter.startsWith("version=")) {
          version = parameter.substring("version=".length()).replace("\"", "").strip();
        }
      }
      choices.add(new Choice(parts.length == 0 ? "" : parts[0].strip(), version, quality));
    }
    return choices;
  }

  /** A quality that is none makes its choice unwanted; guessing would be worse. */
  private static double number(String quality) {
    return quality.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(quality) : 0;
  }

  /** One item of an Accept header; parameters that do not matter here are dropped. */
  private record Choice(String name, String version, double quality) {}

  private Negotiation() {}
}
