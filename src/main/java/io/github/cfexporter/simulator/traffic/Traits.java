package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.world.LoadBalancer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What events of one sort have in common.
 *
 * @param dimensions by the names of Cloudflare's schema; a {@link Long}, a {@link String} or,
 *     of synthetic events, also a {@link Double}, a {@link Boolean} or a list of them
 * @param measures what one request adds to a sum, in the unit of the schema; {@link #NOT_MEASURED}
 *     where Cloudflare has no figure
 * @param listed rows of nested lists of raw datasets, which are not the same at all times
 */
public record Traits(
    Map<String, Object> dimensions, Map<String, Double> measures, Supplier<LoadBalancer> listed) {
  static final double NOT_MEASURED = -1;

  static Builder builder() {
    return new Builder();
  }

  /** The same with another value for a dimension, a {@link Long} or a {@link String}. */
  Traits with(String dimension, Object value) {
    Map<String, Object> others = new HashMap<>(dimensions);
    others.put(dimension, value);
    return new Traits(others, measures, listed);
  }

  /** The same with more dimensions and measures, as far as it has none of their names. */
  Traits orElse(Map<String, Object> otherDimensions, Map<String, Double> otherMeasures) {
    Map<String, Object> allDimensions = new HashMap<>(otherDimensions);
    allDimensions.keySet().removeAll(measures.keySet()); // rows show some measures as dimensions
    allDimensions.putAll(dimensions);
    Map<String, Double> allMeasures = new HashMap<>(otherMeasures);
    allMeasures.putAll(measures);
    return new Traits(Map.copyOf(allDimensions), Map.copyOf(allMeasures), listed);
  }

  /** The same with another measure. */
  Traits measuring(String name, double perRequest) {
    Map<String, Double> others = new HashMap<>(measures);
    others.put(name, perRequest);
    return new Traits(dimensions, others, listed);
  }

  /** Collects traits; numbers are stored as {@link Long}. */
  static final class Builder {
    private final Map<String, Object> dimensions = new HashMap<>();
    private final Map<String, Double> measures = new HashMap<>();
    private Supplier<LoadBalancer> listed = () -> {
      throw new IllegalStateException("only load balancing events list pools");
    };

    Builder text(String name, String value) {
      dimensions.put(name, value);
      return this;
    }

    Builder number(String name, long value) {
      dimensions.put(name, value);
      return this;
    }

    Builder measure(String name, double perRequest) {
      measures.put(name, perRequest);
      return this;
    }

    Builder listing(LoadBalancer balancer) {
      listed = () -> balancer;
      return this;
    }

    Traits build() {
      return new Traits(Map.copyOf(dimensions), Map.copyOf(measures), listed);
    }
  }
}
