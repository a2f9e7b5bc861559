package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.world.LoadBalancer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What events of one sort have in common: what a class describes, and what is made up for the fields of
 * the schema that it does not describe, once one of them is asked for.
 */
public final class Traits {
  static final double NOT_MEASURED = -1;

  /** By the names of Cloudflare's schema; {@link Long}, {@link String}, {@link Double}, {@link Boolean}, lists. */
  private final Map<String, Object> dimensions;

  /** What one request adds to a sum, in the unit of the schema; {@link #NOT_MEASURED} without a figure. */
  private final Map<String, Double> measures;

  /** Rows of nested lists of raw datasets, which are not the same at all times. */
  private final Supplier<LoadBalancer> listed;

  private final UnaryOperator<Traits> completion;

  /** With what is made up; null until it is needed. */
  private volatile Traits complete;

  private Traits(
      Map<String, Object> dimensions,
      Map<String, Double> measures,
      Supplier<LoadBalancer> listed,
      UnaryOperator<Traits> completion) {
    this.dimensions = Map.copyOf(dimensions);
    this.measures = Map.copyOf(measures);
    this.listed = listed;
    this.completion = completion;
  }

  static Builder builder() {
    return new Builder();
  }

  /** The value of a dimension that is no time; none if rows show a measure there, or events have no such thing. */
  Optional<Object> dimension(String name) {
    Object described = dimensions.get(name);
    return described != null || measures.containsKey(name)
        ? Optional.ofNullable(described)
        : Optional.ofNullable(complete().dimensions.get(name));
  }

  /** What one request adds to a sum; none if events have no such thing. */
  Optional<Double> measure(String name) {
    Double described = measures.get(name);
    return Optional.ofNullable(
        described != null ? described : complete().measures.get(name));
  }

  /** The state of the load balancer that listed it. */
  LoadBalancer balancer() {
    return listed.get();
  }

  /** The same with another value for a dimension, a {@link Long} or a {@link String}. */
  Traits with(String dimension, Object value) {
    Map<String, Object> others = new HashMap<>(dimensions);
    others.put(dimension, value);
    return new Traits(others, measures, listed, this::complete);
  }

  /** The same with another measure. */
  Traits measuring(String name, double perRequest) {
    Map<String, Double> others = new HashMap<>(measures);
    others.put(name, perRequest);
    return new Traits(dimensions, others, listed, this::complete);
  }

  /** The same, which has what the completion adds to it when it is asked for that. */
  Traits completedBy(UnaryOperator<Traits> adding) {
    return new Traits(dimensions, measures, listed, adding);
  }

  /** The same with more dimensions and measures, as far as it has none of their names. */
  Traits orElse(Map<String, Object> otherDimensions, Map<String, Double> otherMeasures) {
    Map<String, Object> allDimensions = new HashMap<>(otherDimensions);
    allDimensions.keySet().removeAll(measures.keySet()); // rows show some measures as dimensions
    allDimensions.putAll(dimensions);
    Map<String, Double> allMeasures = new HashMap<>(otherMeasures);
    allMeasures.putAll(measures);
    return new Traits(allDimensions, allMeasures, listed, completion);
  }

  /** With what is made up for this: once for all that are the same but for a value, as in a flood. */
  private Traits complete(Traits same) {
    Traits whole = complete();
    return same.orElse(whole.dimensions, whole.measures);
  }

  private Traits complete() {
    Traits known = complete;
    if (known == null) {
      known = completion.apply(this);
      complete = known;
    }
    return known;
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
      return new Traits(dimensions, measures, listed, UnaryOperator.identity());
    }
  }
}
