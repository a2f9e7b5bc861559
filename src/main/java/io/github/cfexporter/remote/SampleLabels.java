package io.github.cfexporter.remote;

import io.github.cfexporter.counting.series.SeriesKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes the labels of samples as remote write wants them: in the order of their names, no name
 * twice, no empty value.
 *
 * @param prefix of every metric's name
 * @param extra labels of all samples: names and values
 */
public record SampleLabels(String prefix, Map<String, String> extra) {
  static final String NAME = "__name__";

  public SampleLabels {
    extra = Collections.unmodifiableMap(new TreeMap<>(extra));
  }

  /**
   * Labels of all samples.
   *
   * @param prefix of every metric's name
   * @param extra each {@code name=value}
   */
  public static SampleLabels of(String prefix, Collection<String> extra) {
    Map<String, String> labels = new TreeMap<>();
    extra.forEach(label -> {
      int equals = label.indexOf('=');
      labels.put(label.substring(0, equals), label.substring(equals + 1));
    });
    return new SampleLabels(prefix, labels);
  }

  /**
   * Labels of one family of one zone; those of the family are stronger than extra ones.
   *
   * @param sharedNames names of the labels that all series of the zone have
   * @param shared their values
   * @param own names of the labels whose values a key of the family joins
   */
  public OfFamily of(
      String family, List<String> sharedNames, List<String> shared, List<String> own) {
    List<Part> parts = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    parts.add(new Part(NAME, prefix + family, -1));
    for (int i = 0; i < own.size(); i++) {
      taken.add(own.get(i));
      parts.add(new Part(own.get(i), "", i));
    }
    for (int i = 0; i < shared.size(); i++) {
      if (taken.add(sharedNames.get(i))) {
        parts.add(new Part(sharedNames.get(i), shared.get(i), -1));
      }
    }
    extra.forEach((name, value) -> {
      if (taken.add(name)) {
        parts.add(new Part(name, value, -1));
      }
    });
    parts.sort(Comparator.comparing(Part::name));
    return new OfFamily(parts, own.size());
  }

  /** @param place of the value in the key; negative where it is fixed */
  private record Part(String name, String value, int place) {}

  /** Writes the labels of one series after the other. */
  public static final class OfFamily {
    private final List<Part> parts;
    private final int own;

    private OfFamily(List<Part> parts, int own) {
      this.parts = parts;
      this.own = own;
    }

    /** Names and values in turn. */
    public List<String> of(String key) {
      List<String> values = SeriesKey.values(key, own);
      List<String> labels = new ArrayList<>(2 * parts.size());
      for (Part part : parts) {
        String value = part.place() < 0 ? part.value() : values.get(part.place());
        if (!value.isEmpty()) {
          labels.add(part.name());
          labels.add(value);
        }
      }
      return labels;
    }
  }
}
