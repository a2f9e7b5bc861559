package io.github.cfexporter.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.cluster.MemberStart;
import io.github.cfexporter.runtime.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("unit")
class PlacementTest {
  private final ManualTime time = new ManualTime();
  private final AtomicInteger tries = new AtomicInteger();
  private final CompletableFuture<Void> running = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private Vertx vertx;
  private Member member;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    member = MemberStart.alone(vertx, "placement-test").await();
  }

  @AfterEach
  void stop() {
    member.leave().await();
    vertx.close().await();
  }

  @Test
  void ownedWork_runsUntilThePlacementGoes() throws Exception {
    String placement = place(0);
    assertThat(running).isCompleted();

    vertx.undeploy(placement).await();
    ended.get(30, TimeUnit.SECONDS);
  }

  /** A member that left just then made the whole node end when it started beside it. */
  @Test
  @Timeout(60)
  void workThatCannotStart_isTriedAgain_andTheNodeStarts() {
    place(2);
    assertThat(tries).hasValue(1);
    assertThat(running).isNotDone();

    for (long second = 1; !running.isDone(); second++) { // a look while it is tried does nothing
      time.advanceTo(second * 1_000);
    }
    assertThat(tries).hasValue(3);
  }

  private String place(int failures) {
    return vertx
        .deployVerticle(new Placement("work", () -> new Work(failures), member.ownership(), time))
        .await();
  }

  private final class Work extends VerticleBase {
    private final int failures;

    Work(int failures) {
      this.failures = failures;
    }

    @Override
    public Future<?> start() {
      if (tries.incrementAndGet() <= failures) {
        return Future.failedFuture("a backup did not answer");
      }
      running.complete(null);
      return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
      ended.complete(null);
      return Future.succeededFuture();
    }
  }
}
