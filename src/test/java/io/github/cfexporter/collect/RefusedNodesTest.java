package io.github.cfexporter.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RefusedNodesTest {
  private static final long NOW = 1_000;
  private static final long LATER = 1_300;

  private static final Set<String> ALL = Set.of("totals", "countries", "browsers");
  private static final Set<String> OTHERS = Set.of("totals", "browsers");
  private static final Set<String> FEW = Set.of("totals");

  private final RefusedNodes nodes = new RefusedNodes();

  @Test
  void nodeWithoutReason_isGivenUpOnlyWhenTheOthersHaveBeenAnswered() {
    leaveOut("countries");
    assertThat(nodes.endsTrial(OTHERS)).isTrue();
    assertThat(nodes.isRefused("countries", NOW)).isFalse();
    assertThat(nodes.isWithoutAny(ALL)).isFalse();

    leaveOut("countries");
    assertThat(nodes.endsTrial(OTHERS)).isFalse();
    assertThat(nodes.isRefused("countries", NOW)).isTrue();
    assertThat(nodes.isWithoutAny(OTHERS)).isTrue();
  }

  @Test
  void severalNodes_areGivenUpTogether_ratherThanNothingEverCounted() {
    leaveOut("countries");
    leaveOut("browsers");
    assertThat(nodes.endsTrial(FEW)).isTrue();

    leaveOut("countries");
    leaveOut("browsers");
    assertThat(nodes.endsTrial(FEW)).isFalse();
    assertThat(nodes.isWithoutAny(FEW)).isTrue();
  }

  /** One has failed for long; then the whole zone does. */
  @Test
  void anotherOneThatFails_putsAllOnTrialAgain() {
    leaveOut("countries");
    nodes.endsTrial(OTHERS);
    leaveOut("countries");

    leaveOut("browsers");
    assertThat(nodes.endsTrial(FEW)).isTrue();
    assertThat(nodes.isRefused("countries", NOW)).isFalse();
    assertThat(nodes.isRefused("browsers", NOW)).isFalse();
  }

  /** The refusal may run out between question and answer: what counts is what was asked. */
  @Test
  void answerWithoutANode_endsItsTrial_thoughItMayBeAskedAgainByNow() {
    leaveOut("countries");
    assertThat(nodes.isRefused("countries", LATER)).isFalse();

    assertThat(nodes.endsTrial(OTHERS)).isTrue();
  }

  @Test
  void answerOfAll_countsAsSuch() {
    leaveOut("countries");

    assertThat(nodes.endsTrial(ALL)).isFalse();
    assertThat(nodes.isWithoutAny(ALL)).isFalse();
  }

  /** What was found out about the others is old by then. */
  @Test
  void soundAnswerOfAll_beginsAnew() {
    leaveOut("countries");
    nodes.endsTrial(OTHERS);
    nodes.heldUp(NOW);
    nodes.sound(ALL);

    assertThat(nodes.heldUp(LATER)).isZero();
    leaveOut("countries");
    assertThat(nodes.endsTrial(OTHERS)).isTrue();
  }

  private void leaveOut(String node) {
    nodes.refuse(List.of(node), LATER);
    nodes.goWithout(List.of(node), NOW);
  }
}
