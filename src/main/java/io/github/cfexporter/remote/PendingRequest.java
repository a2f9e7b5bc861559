package io.github.cfexporter.remote;

import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Samples on their way to one receiver, or a part of them.
 *
 * @param parts how many requests these samples have become that are not settled yet
 * @param divisions how often they may be divided further, to find what a refusal is about
 * @param wanted whether anybody still wants them sent
 * @param done completes when all parts are settled
 */
record PendingRequest(
    List<RemoteSample> samples,
    AtomicInteger parts,
    AtomicInteger divisions,
    BooleanSupplier wanted,
    Promise<Void> done) {
  /** A receiver that refuses everything is not asked about every single sample. */
  private static final int MOST_DIVISIONS = 64;

  static PendingRequest of(List<RemoteSample> samples, BooleanSupplier wanted) {
    return new PendingRequest(
        List.copyOf(samples),
        new AtomicInteger(1),
        new AtomicInteger(MOST_DIVISIONS),
        wanted,
        Promise.promise());
  }

  /** Whether it is worth while to look which half is refused. */
  boolean isDivisible() {
    return samples.size() > 1 && divisions.get() > 0;
  }

  /** Both halves, which take the place of the whole. */
  List<PendingRequest> halves() {
    divisions.decrementAndGet();
    parts.incrementAndGet();
    int middle = samples.size() / 2;
    return List.of(with(samples.subList(0, middle)), with(samples.subList(middle, samples.size())));
  }

  private PendingRequest with(List<RemoteSample> some) {
    return new PendingRequest(some, parts, divisions, wanted, done);
  }

  /** The receiver has taken or refused it. */
  void settled() {
    if (parts.decrementAndGet() == 0) {
      done.tryComplete();
    }
  }

  /** Nobody wants it any more. */
  void abandoned() {
    done.tryFail("samples are no longer sent from here");
  }
}
