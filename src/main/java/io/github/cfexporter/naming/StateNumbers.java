package io.github.cfexporter.naming;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * States that are series of their own here, 1 or 0, and numbers of one series there.
 *
 * @param label that names the state here; it is not there
 * @param numbers by the state
 */
record StateNumbers(String label, Map<String, String> numbers) {
  StateNumbers {
    numbers = Map.copyOf(numbers);
  }

  /** The number of the state whose series this is; empty if it is another state, or has no number. */
  Optional<String> of(SampleLine ours) {
    boolean is = SampleLine.isFinite(ours.number())
        && new BigDecimal(ours.number()).compareTo(BigDecimal.ONE) == 0;
    return is ? Optional.ofNullable(ours.labels().get(label)).map(numbers::get) : Optional.empty();
  }
}
