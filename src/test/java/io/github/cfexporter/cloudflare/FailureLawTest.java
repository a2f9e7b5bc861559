package io.github.cfexporter.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The law: an answer may only cost what it is about. Random mixtures of bad answers, in words that
 * nobody foresaw, are played against what classifies errors and what decides whom to ask next.
 */
@Tag("unit")
class FailureLawTest {
  private static final long FIVE_MINUTES = 300_000;

  static List<Long> seeds() {
    return new Random(20260301).longs(150).boxed().toList();
  }

  /** cases.md 3, 5, 6b: a zone, a source, or one of both. */
  @ParameterizedTest
  @MethodSource("seeds")
  void oneBad_isFoundWithinMinutes(long seed) {
    FailureModel model = new FailureModel(new Random(seed));
    model.chooseBad(1);
    model.run(30 * FailureModel.REFRESH);

    assertThat(model.longestWait()).isLessThanOrEqualTo(4 * FailureModel.REFRESH);
    assertBounded(model);
  }

  /** However many are bad: it takes longer, for it may not cost more. */
  @ParameterizedTest
  @MethodSource("seeds")
  void badOnes_costOnlyThemselves(long seed) {
    Random random = new Random(seed);
    FailureModel model = new FailureModel(random);
    model.chooseBad(1 + random.nextInt(3));
    model.run(60 * FailureModel.REFRESH);

    assertThat(model.longestWait())
        .as("longest wait")
        .isLessThanOrEqualTo(50 * FailureModel.REFRESH);
    assertBounded(model);
  }

  private static void assertBounded(FailureModel model) {
    assertThat(model.neverServed()).as("good ones that were never served").isEmpty();
    assertThat(model.waitAtTheEnd())
        .as("when all is known")
        .isLessThanOrEqualTo(2 * FailureModel.REFRESH);
    assertThat(most(model.searches)).as("search").isLessThanOrEqualTo(FailureModel.BUDGET / 10);
    assertThat(most(model.calls))
        .as("calls in five minutes: each document and refresh one, a retry or two, the search")
        .isLessThanOrEqualTo(10 * model.documents() + FailureModel.BUDGET / 10);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void commonOutage_costsOneProbeAtATime_andNoStormWhenItEnds(long seed) {
    Random random = new Random(seed);
    FailureModel model = new FailureModel(random);
    long end = (long) (random.nextDouble() * random.nextDouble() * 60 * FailureModel.REFRESH);
    model.outage = Optional.of(FailureModel.Bad.random(random));
    model.run(end);
    int during = model.calls.size();
    model.outage = Optional.empty();
    model.run(4 * FailureModel.REFRESH + 120_000);

    assertThat(model.probesAtOnce).as("probes at once while it is open").isLessThanOrEqualTo(1);
    assertThat(during)
        .isLessThanOrEqualTo((int) (model.documents() + 14 + 3 * end / FailureModel.REFRESH));
    assertThat(model.calls.size() - during)
        .as("calls afterwards")
        .isLessThanOrEqualTo(7 * model.documents() + 8);
    assertThat(model.waitAtTheEnd()).isLessThanOrEqualTo(2 * FailureModel.REFRESH);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whoRecovers_isServedWithinMinutes(long seed) {
    FailureModel model = new FailureModel(new Random(seed));
    model.chooseBad(2);
    model.run(20 * FailureModel.REFRESH);
    model.bad.clear();
    model.run(14 * FailureModel.REFRESH);

    assertThat(model.waitAtTheEnd()).isLessThanOrEqualTo(6 * FailureModel.REFRESH);
  }

  private static int most(List<Long> calls) {
    int most = 0;
    for (int i = 0, from = 0; i < calls.size(); i++) {
      while (calls.get(from) <= calls.get(i) - FIVE_MINUTES) {
        from++;
      }
      most = Math.max(most, i - from + 1);
    }
    return most;
  }
}
