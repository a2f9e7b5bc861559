package io.github.cfexporter.cloudflare.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bytes of all answers on their way; cases.md 13. */
@Tag("unit")
class AnswerMemoryTest {
  private final AnswerMemory memory = new AnswerMemory(100, 5);
  private final List<String> woken = new ArrayList<>();

  /** cluster.md, what a failure costs. */
  @Test
  void largestAnswer_followsTheHeap_withinBounds() {
    assertThat(AnswerMemory.largestAnswer(128L << 20)).isEqualTo(8 << 20);
    assertThat(AnswerMemory.largestAnswer(1L << 30)).isEqualTo(16 << 20);
    assertThat(AnswerMemory.largestAnswer(8L << 30)).isEqualTo(64 << 20);
  }

  @Test
  void whatFits_isReceivedAtOnce() {
    AnswerMemory.Lease first = memory.lease();
    AnswerMemory.Lease second = memory.lease();

    assertThat(first.take(90)).isTrue();
    assertThat(second.take(100)).isTrue();
    assertThat(memory.taken()).isEqualTo(190);
  }

  @Test
  void firstOne_neverWaits_andTheOthersWaitForIt() {
    AnswerMemory.Lease first = memory.lease();
    AnswerMemory.Lease second = memory.lease();
    first.take(1);
    assertThat(second.take(101)).isFalse();
    second.whenFree(() -> woken.add("second"));

    assertThat(first.take(1_000_000)).isTrue();
    assertThat(woken).isEmpty();
    first.close();
    assertThat(woken).containsExactly("second");
    assertThat(second.take(1_000_000)).isTrue();
  }

  /** A health check gets its answer however much is on its way. */
  @Test
  void smallOnes_neverWait() {
    AnswerMemory.Lease first = memory.lease();
    AnswerMemory.Lease second = memory.lease();
    AnswerMemory.Lease small = memory.lease();
    first.take(1);
    assertThat(second.take(200)).isFalse();

    assertThat(small.take(5)).isTrue();
    assertThat(small.take(1)).isFalse();
  }

  @Test
  void closing_givesEverythingBack_once() {
    List<AnswerMemory.Lease> leases = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      leases.add(memory.lease());
      leases.get(i).take(10 + i);
    }
    leases.forEach(AnswerMemory.Lease::close);
    leases.forEach(AnswerMemory.Lease::close);

    assertThat(memory.taken()).isZero();
  }
}
