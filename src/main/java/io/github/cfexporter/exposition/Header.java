package io.github.cfexporter.exposition;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import java.util.EnumMap;
import java.util.Map;

/** The HELP and TYPE lines of a family in each format. */
final class Header {
  private static final String TOTAL = "_total";

  private final Map<Format, Chunk> lines = new EnumMap<>(Format.class);

  /**
   * A counter without {@code _total}, as only the names of other exporters have it, has no spelling in
   * OpenMetrics; there its type is unknown.
   */
  Header(Family family) {
    Text.requireName(family.name(), true);
    for (Format format : Format.values()) {
      lines.put(format, Chunk.of(render(family, format)));
    }
  }

  Chunk lines(Format format) {
    return lines.get(format);
  }

  /** In the order that each format's documentation shows; either is valid. */
  static String render(Family family, Format format) {
    String name = nameIn(family, format);
    StringBuilder help = new StringBuilder("# HELP ").append(name).append(' ');
    Text.appendHelp(help, family.help(), format);
    help.append('\n');
    boolean unspoken = format == Format.OPENMETRICS && isCounter(family) && !endsInTotal(family);
    String type = "# TYPE " + name + ' ' + (unspoken ? "unknown" : family.type().word()) + '\n';
    return switch (format) {
      case TEXT -> help + type;
      case OPENMETRICS -> type + help;
    };
  }

  /** In OpenMetrics {@code _total} belongs to a counter's samples, not to its family. */
  private static String nameIn(Family family, Format format) {
    boolean shortened = format == Format.OPENMETRICS && isCounter(family) && endsInTotal(family);
    return shortened
        ? family.name().substring(0, family.name().length() - TOTAL.length())
        : family.name();
  }

  private static boolean isCounter(Family family) {
    return family.type() == MetricType.COUNTER;
  }

  private static boolean endsInTotal(Family family) {
    return family.name().endsWith(TOTAL);
  }
}
