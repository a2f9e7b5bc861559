package io.github.cfexporter.counting;

import io.github.cfexporter.catalog.Shape;
import io.github.cfexporter.catalog.Value;
import io.github.cfexporter.counting.series.Predicates;
import io.github.cfexporter.counting.series.Row;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The laws by which rows of one window become one number; rule 6 of the counting rules. */
final class Gatherings {

  static Gathering of(Value value, Shape shape) {
    if (value instanceof Value.Sum sum) {
      return new Summing(amount(sum, shape));
    } else if (value instanceof Value.Ratio ratio) {
      return new Quotient(amount(ratio.dividend(), shape), amount(ratio.divisor(), shape));
    } else if (value instanceof Value.Mean mean) {
      return mean(mean, shape);
    } else if (value instanceof Value.Distinct distinct) {
      return new Distinct(
          shape.slot(distinct.path()),
          Predicates.of(distinct.when(), shape),
          distinct.never().isPresent() ? Predicates.of(distinct.never(), shape) : row -> false);
    } else if (value instanceof Value.Single single) {
      return new First(Figures.of(single.figure(), shape));
    } else if (value instanceof Value.Total total) {
      return new Figures.Merged(Figures.of(total.figure(), shape), Double::sum);
    } else if (value instanceof Value.Extreme extreme) {
      return new Figures.Merged(
          Figures.of(extreme.figure(), shape), extreme.largest() ? Math::max : Math::min);
    } else if (value instanceof Value.Newest newest) {
      return new Figures.Newest(
          Figures.of(newest.figure(), shape), Figures.text(Optional.of(newest.by()), shape));
    } else if (value instanceof Value.State state) {
      return new Figures.Newest(Figures.of(state, shape), Figures.text(state.by(), shape));
    } else if (value instanceof Value.Constant constant) {
      return new First(row -> constant.number());
    }
    throw new IllegalArgumentException("no law for " + value);
  }

  /** What a row adds to a sum: the leaf, 1 for the pseudo path, 0 where the condition fails. */
  static ToDoubleFunction<Row> amount(Value.Sum sum, Shape shape) {
    Predicate<Row> when = Predicates.of(sum.when(), shape);
    if (sum.path().equals(Value.ROWS)) {
      return row -> when.test(row) ? 1 : 0;
    }
    int slot = shape.slot(sum.path());
    return row -> when.test(row) ? Math.max(0, row.count(slot)) : 0;
  }

  private static Gathering mean(Value.Mean mean, Shape shape) {
    int value = shape.slot(mean.path());
    int weight = shape.slot(mean.weight());
    Predicate<Row> measured = row -> row.number(value) >= 0 && row.count(weight) > 0;
    return new Quotient(
        row -> measured.test(row) ? row.number(value) * mean.scale() * row.count(weight) : 0,
        row -> measured.test(row) ? row.count(weight) : 0);
  }

  private record Summing(ToDoubleFunction<Row> amount, Map<String, Double> sums)
      implements Gathering {
    Summing(ToDoubleFunction<Row> amount) {
      this(amount, new LinkedHashMap<>());
    }

    @Override
    public void row(String key, Row row) {
      sums.merge(key, amount.applyAsDouble(row), Double::sum);
    }

    @Override
    public void results(BiConsumer<String, Double> consumer) {
      sums.forEach(consumer);
    }
  }

  /** Sums above and below the line separately, so that the quotient is that of the sums. */
  private record Quotient(
      ToDoubleFunction<Row> above, ToDoubleFunction<Row> below, Map<String, double[]> sums)
      implements Gathering {
    Quotient(ToDoubleFunction<Row> above, ToDoubleFunction<Row> below) {
      this(above, below, new LinkedHashMap<>());
    }

    @Override
    public void row(String key, Row row) {
      double[] sum = sums.computeIfAbsent(key, k -> new double[2]);
      sum[0] += above.applyAsDouble(row);
      sum[1] += below.applyAsDouble(row);
    }

    @Override
    public void results(BiConsumer<String, Double> consumer) {
      sums.forEach((key, sum) -> {
        if (sum[1] != 0) {
          consumer.accept(key, sum[0] / sum[1]);
        }
      });
    }
  }

  private record Distinct(
      int slot,
      Predicate<Row> when,
      Predicate<Row> never,
      Map<String, Set<String>> seen,
      Map<String, Set<String>> barred)
      implements Gathering {
    Distinct(int slot, Predicate<Row> when, Predicate<Row> never) {
      this(slot, when, never, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    @Override
    public void row(String key, Row row) {
      Set<String> texts = seen.computeIfAbsent(key, k -> new HashSet<>());
      if (never.test(row)) {
        barred.computeIfAbsent(key, k -> new HashSet<>()).add(row.text(slot));
      } else if (when.test(row)) {
        texts.add(row.text(slot));
      }
    }

    @Override
    public void results(BiConsumer<String, Double> consumer) {
      seen.forEach((key, texts) -> {
        Set<String> left = new HashSet<>(texts);
        left.removeAll(barred.getOrDefault(key, Set.of()));
        consumer.accept(key, (double) left.size());
      });
    }
  }

  private record First(ToDoubleFunction<Row> value, Map<String, Double> firsts)
      implements Gathering {
    First(ToDoubleFunction<Row> value) {
      this(value, new LinkedHashMap<>());
    }

    @Override
    public void row(String key, Row row) {
      double number = value.applyAsDouble(row);
      if (!Double.isNaN(number)) {
        firsts.putIfAbsent(key, number);
      }
    }

    @Override
    public void results(BiConsumer<String, Double> consumer) {
      firsts.forEach(consumer);
    }
  }

  private Gatherings() {}
}
