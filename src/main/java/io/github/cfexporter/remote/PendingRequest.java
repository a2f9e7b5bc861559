package io.github.cfexporter.remote;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Samples on their way to one receiver, or a part of them. Used on the context of its receiver. */
final class PendingRequest {
  /** A receiver that refuses everything is not asked about every single sample. */
  private static final int MOST_DIVISIONS = 64;

  private final List<RemoteSample> samples;
  private final Whole whole;
  private Protocol encodedBy;
  private Buffer encoded;

  /** What the parts of one request share. */
  private static final class Whole {
    final BooleanSupplier wanted;
    final Promise<Void> done = Promise.promise();

    /** How many requests the samples have become that are not settled yet. */
    int parts = 1;

    /** How often they may be divided further, to find what a refusal is about. */
    int divisions = MOST_DIVISIONS;

    Whole(BooleanSupplier wanted) {
      this.wanted = wanted;
    }
  }

  /** @param wanted whether anybody still wants them sent */
  PendingRequest(List<RemoteSample> samples, BooleanSupplier wanted) {
    this(List.copyOf(samples), new Whole(wanted));
  }

  private PendingRequest(List<RemoteSample> samples, Whole whole) {
    this.samples = samples;
    this.whole = whole;
  }

  List<RemoteSample> samples() {
    return samples;
  }

  boolean isWanted() {
    return whole.wanted.getAsBoolean();
  }

  /** Completes when all parts are settled. */
  Future<Void> done() {
    return whole.done.future();
  }

  /** The message as it is sent; however often that is, it is made once. */
  Buffer body(Protocol protocol) {
    if (encodedBy != protocol) {
      encoded = SnappyBlock.of(protocol.message(samples));
      encodedBy = protocol;
    }
    return encoded;
  }

  /** Whether it is worth while to look which half is refused. */
  boolean isDivisible() {
    return samples.size() > 1 && whole.divisions > 0;
  }

  /** Both halves, which take the place of the whole. */
  List<PendingRequest> halves() {
    whole.divisions--;
    whole.parts++;
    int middle = samples.size() / 2;
    return List.of(
        new PendingRequest(samples.subList(0, middle), whole),
        new PendingRequest(samples.subList(middle, samples.size()), whole));
  }

  /** The receiver has taken or refused it. */
  void settled() {
    whole.parts--;
    if (whole.parts == 0) {
      whole.done.tryComplete();
    }
  }

  /** Nobody wants it any more. */
  void abandoned() {
    whole.done.tryFail("samples are no longer sent from here");
  }
}
