package io.github.cfexporter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DeadlineTest {
  private final ManualTime clock = new ManualTime();
  private final Promise<String> call = Promise.promise();
  private long excused;

  @Test
  void answerThatIsLate_failsAtTheDeadline() {
    Future<String> within = Deadline.within(clock, 30_000, call.future());
    clock.advanceTo(29_999);
    assertThat(within.isComplete()).isFalse();
    clock.advanceTo(30_000);
    assertThat(((CloudflareException) within.cause()).refusal()).isEqualTo(new Refusal.TimedOut());
    assertThat(clock.isIdle()).isTrue();
  }

  /** cases.md 25: waiting for memory of ours does not make an answer late. */
  @Test
  void timeThatDoesNotCount_putsTheDeadlineOff() {
    Future<String> within = Deadline.within(clock, 30_000, () -> excused, call.future());
    clock.advanceTo(10_000);
    excused = 50_000; // from now on, until a minute has passed
    clock.advanceTo(79_999);
    assertThat(within.isComplete()).isFalse();
    clock.advanceTo(80_000);
    assertThat(within.failed()).isTrue();
  }

  @Test
  void timeThatGoesOnNotCounting_isNotLookedAtAllTheTime_andTheAnswerCounts() {
    long[] looks = {0};
    Future<String> within = Deadline.within(
        clock,
        30_000,
        () -> {
          looks[0]++;
          return clock.millis() - 29_900; // held since then
        },
        call.future());
    clock.advanceTo(90_000);
    assertThat(within.isComplete()).isFalse();
    assertThat(looks[0]).isBetween(10L, 70L);

    call.complete("answer");
    assertThat(within.result()).isEqualTo("answer");
    assertThat(clock.isIdle()).isTrue();
  }
}
