package io.github.cfexporter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TurnsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final List<Integer> done = new ArrayList<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void longLoop_letsOthersIn_andMissesNothing() {
    Promise<Integer> other = Promise.promise();
    Promise<Void> end = Promise.promise();
    loop.runOnContext(turn -> {
      Turns.each(1_050, () -> false, done::add).onComplete(end);
      loop.runOnContext(next -> other.complete(done.size()));
    });
    end.future().await();

    assertThat(other.future().await()).isLessThanOrEqualTo(2 * Turns.AT_A_TIME);
    assertThat(done).containsExactlyElementsOf(IntStream.range(0, 1_050).boxed().toList());
  }

  @Test
  void fewItems_areDoneAtOnce() {
    assertThat(Turns.each(Turns.AT_A_TIME, () -> false, done::add).succeeded()).isTrue();
    assertThat(Turns.each(0, () -> false, done::add).succeeded()).isTrue();
    assertThat(done).hasSize(Turns.AT_A_TIME);
  }

  @Test
  void loopThatIsEnded_leavesOutTheRest() {
    assertThat(Turns.each(1_050, () -> done.size() == 7, done::add).succeeded()).isTrue();
    assertThat(done).hasSize(7);
  }

  @Test
  void itemThatFails_failsTheLoop() {
    assertThat(Turns.each(3, () -> false, List.<Integer>of()::add).failed()).isTrue();
  }
}
