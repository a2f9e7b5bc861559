package io.github.cfexporter.exposition;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import java.util.EnumMap;
import java.util.Map;

/** The HELP and TYPE lines of a family in each format. */
final class Header {
  private static final String TOTAL = "_total";

  private final Map<Format, Chunk> lines = new EnumMap<>(Format.class);

  /** Refuses a counter without {@code _total}, for which OpenMetrics has no spelling. */
  Header(Family family) {
    Text.requireName(family.name(), true);
    if (family.type() == MetricType.COUNTER && !family.name().endsWith(TOTAL)) {
      throw new IllegalArgumentException("a counter must end in _total: " + family.name());
    }
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
    String type = "# TYPE " + name + ' ' + family.type().word() + '\n';
    return switch (format) {
      case TEXT -> help + type;
      case OPENMETRICS -> type + help;
    };
  }

  /** In OpenMetrics {@code _total} belongs to a counter's samples, not to its family. */
  private static String nameIn(Family family, Format format) {
    boolean shortened = format == Format.OPENMETRICS && family.type() == MetricType.COUNTER;
    return shortened
        ? family.name().substring(0, family.name().length() - TOTAL.length())
        : family.name();
  }
}
