package io.github.cfexporter.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.runtime.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DispatchScheduleTest {
  private final ManualTime time = new ManualTime();
  private final Queue<Promise<Void>> running = new ArrayDeque<>();
  private final DispatchSchedule schedule = new DispatchSchedule(time, this::dispatch);
  private int begun;

  @Test
  void answersThatComeTogether_makeOneDispatch() {
    schedule.soon();
    schedule.soon();
    assertThat(begun).isZero();

    time.advanceTo(DispatchSchedule.JOIN_MILLIS);

    assertThat(begun).isOne();
    assertThat(time.isIdle()).isTrue();
  }

  @Test
  void dispatchUnderWay_isFollowedByOneMore_afterAWhile() {
    schedule.now();
    schedule.now();
    schedule.now();
    assertThat(begun).isOne();

    running.remove().complete();
    time.advanceTo(DispatchSchedule.AGAIN_MILLIS - 1);
    assertThat(begun).isOne();

    time.advanceTo(DispatchSchedule.AGAIN_MILLIS);
    assertThat(begun).isEqualTo(2);
    running.remove().complete();
    assertThat(time.isIdle()).isTrue();
  }

  @Test
  void dispatchThatIsDone_holdsUpNoOther() {
    schedule.now();
    running.remove().complete();
    schedule.now();

    assertThat(begun).isEqualTo(2);
  }

  private Future<Void> dispatch() {
    begun++;
    Promise<Void> one = Promise.promise();
    running.add(one);
    return one.future();
  }
}
