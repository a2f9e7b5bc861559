package io.github.cfexporter.node;

import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.runtime.ClusterState;
import io.github.cfexporter.runtime.Time;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps asking whether any one node may be lost, because the answer takes its time: the other nodes
 * are asked, too, and one that has vanished does not answer.
 */
final class SafetyVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(SafetyVerticle.class);
  private static final long INTERVAL_MILLIS = 500;

  /** An answer is believed for this long. */
  private static final long FRESH_MILLIS = 5_000;

  private final Member member;
  private final Time time;
  private final AtomicInteger changes = new AtomicInteger();
  private volatile long safeAt;
  private volatile int safeAfter = -1;
  private boolean stopped;

  SafetyVerticle(Member member, Time time) {
    this.member = member;
    this.time = time;
  }

  @Override
  public Future<?> start() {
    if (member.isClustered()) {
      member.ownership().onChange(changes::incrementAndGet);
      look();
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  /** Whether every entry has its backup, as far as is known; no doubt about a node that is alone. */
  boolean isSafe() {
    return !member.isClustered()
        || (safeAfter == changes.get() && time.millis() < safeAt + FRESH_MILLIS);
  }

  /** What is seen of the cluster now; empty for a node that is alone. */
  Optional<ClusterState> state() {
    return member.isClustered()
        ? Optional.of(new ClusterState(member.ownership().nodes().size(), isSafe()))
        : Optional.empty();
  }

  private void look() {
    if (stopped) {
      return;
    }
    int before = changes.get();
    vertx
        .executeBlocking(() -> member.ownership().isSafe(), false)
        .onSuccess(safe -> {
          safeAfter = safe ? before : -1;
          safeAt = time.millis();
        })
        .onFailure(cause -> logger.warn("nobody knows whether a node may be lost", cause))
        .onComplete(looked -> time.after(INTERVAL_MILLIS, this::look));
  }
}
