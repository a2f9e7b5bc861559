package io.github.cfexporter.simulator.schema;

import io.github.cfexporter.simulator.world.Hash;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What synthetic events of a dataset are like: a few sorts, each with a value for every dimension and
 * measure that the dataset's type has. Everything is a hash of names, so it is the same at any time.
 */
public final class Synthesis {
  /** Few enough that all rows of a window are cheap, and enough that groups differ. */
  public static final int SORTS = 6;

  /** What an event has of a measure for which Cloudflare has no figure. */
  private static final double NOT_MEASURED = -1;

  private static final Pattern QUANTILE = Pattern.compile("(.+)P[0-9]{2,3}");

  /** Dimensions but times by name: texts, {@link Long}, {@link Double}, {@link Boolean}, or lists. */
  public static Map<String, Object> dimensions(DatasetType type, String scopeId, int sort) {
    Map<String, Object> values = new HashMap<>();
    for (Field dimension : type.dimensions()) {
      if (!dimension.isTime() && !isComputed(type, dimension)) {
        long noise = Hash.mix(Hash.of(type.name() + dimension.name()) + sort);
        values.put(dimension.name(), DimensionValues.of(dimension, scopeId, noise));
      }
    }
    return values;
  }

  /** What one of the things that an event stands for adds to a sum, by name; -1 where it is not measured. */
  public static Map<String, Double> measures(DatasetType type, int sort) {
    Map<String, Double> values = new HashMap<>();
    for (Field measure : type.measures()) {
      if (!measure.isTime() && !isComputed(type, measure)) {
        String name = measured(measure);
        long noise = Hash.mix(Hash.of(type.node() + name) + sort);
        boolean lacks = measure.mayLackData() && Math.floorMod(Hash.of(name), SORTS) == sort;
        values.merge(name, lacks ? NOT_MEASURED : MeasureValues.of(name, noise), Math::min);
      }
    }
    return values;
  }

  /** {@code wallTimeP99} is of {@code wallTime}. */
  private static String measured(Field field) {
    Matcher quantile = QUANTILE.matcher(field.name());
    return quantile.matches() ? quantile.group(1) : field.name();
  }

  /** Follows from the number of things that happened. */
  private static boolean isComputed(DatasetType type, Field field) {
    boolean ofRow = field.block().isEmpty() && type.isRaw();
    return field.name().equals("sampleInterval") || (ofRow && field.name().equals("count"));
  }

  private Synthesis() {}
}
