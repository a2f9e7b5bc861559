package io.github.cfexporter.collect;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.remote.ReceiverVerticle;
import io.github.cfexporter.remote.RemoteSample;
import io.github.cfexporter.remote.RemoteWrite;
import io.github.cfexporter.runtime.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the minutes of one batch to every receiver, one portion after the other, so that no series
 * goes back in time. Lives as long as the batch is collected here.
 */
final class MinuteSender {
  private static final Logger logger = LoggerFactory.getLogger(MinuteSender.class);

  /** After five minutes Prometheus takes a series for ended by itself. */
  private static final long ENDS_MATTER_MILLIS = 300_000;

  private final Vertx vertx;
  private final Time time;
  private final AccountBatch batch;
  private final MinuteFeed feed;
  private final RemoteWrite remote;
  private final Supplier<SampleWriter> writer;
  private final Set<String> busy = new HashSet<>();
  private final Set<String> again = new HashSet<>();

  /** @param writer for the names of the moment */
  MinuteSender(
      Vertx vertx,
      Time time,
      AccountBatch batch,
      RemoteWrite remote,
      Supplier<SampleWriter> writer) {
    this.vertx = vertx;
    this.time = time;
    this.batch = batch;
    this.remote = remote;
    this.writer = writer;
    this.feed = new MinuteFeed(batch.series(), remote);
  }

  /** The one of a batch; empty where nobody wants its minutes. */
  static Optional<MinuteSender> of(
      Vertx vertx, Time time, AccountBatch batch, RemoteWrite remote, FragmentPublisher publisher) {
    return remote.isOn()
        ? Optional.of(new MinuteSender(
            vertx, time, batch, remote, () -> publisher.writer(batch, remote.labels())))
        : Optional.empty();
  }

  /** See {@link MinuteFeed#sent}; on any thread. */
  Map<String, Long> sent(SourceZone sourceZone) {
    return feed.sent(sourceZone);
  }

  /** On the worker: stored totals have come. */
  void loaded(SourceZone sourceZone, Totals totals) {
    feed.loaded(sourceZone, totals);
  }

  /** On the worker: a window was added. */
  void added(SourceZone sourceZone) {
    feed.added(sourceZone);
  }

  /** There may be something to send. */
  void wake() {
    remote.receivers().forEach(receiver -> {
      if (busy.add(receiver.name())) {
        next(receiver, Optional.empty());
      } else {
        again.add(receiver.name());
      }
    });
  }

  /** The batch is no longer collected here. */
  void stop() {
    feed.stop();
  }

  /**
   * The batch is collected nowhere any more.
   *
   * @param ended sources and zones whose series go on under no other batch
   * @return completes when their ends are on their way
   */
  Future<Void> end(Predicate<SourceZone> ended) {
    stop();
    return vertx
        .executeBlocking(() -> feed.end(ended))
        .onSuccess(all -> remote
            .receivers()
            .forEach(receiver -> sendEnds(receiver, all.getOrDefault(receiver.name(), List.of()))))
        .mapEmpty();
  }

  private void sendEnds(ReceiverVerticle receiver, List<RemoteSample> ends) {
    long begin = time.steadyMillis();
    for (List<RemoteSample> request : SampleWriter.requests(ends)) {
      receiver
          .send(request, () -> time.steadyMillis() - begin < ENDS_MATTER_MILLIS)
          .onFailure(cause -> logger.info(
              "ends of series were not taken, these have ended by themselves by now: receiver={}",
              receiver.name()));
    }
  }

  private void next(ReceiverVerticle receiver, Optional<MinuteFeed.Portion> sent) {
    again.remove(receiver.name());
    SampleWriter names = writer.get();
    vertx
        .executeBlocking(() -> {
          sent.ifPresent(portion -> feed.done(receiver.name(), portion));
          return feed.next(receiver, names);
        })
        .onSuccess(
            portion -> portion.ifPresentOrElse(some -> send(receiver, some), () -> rest(receiver)))
        .onFailure(cause -> {
          busy.remove(receiver.name());
          logger.error("samples could not be written: receiver={}", receiver.name(), cause);
        });
  }

  private void rest(ReceiverVerticle receiver) {
    busy.remove(receiver.name());
    if (again.contains(receiver.name()) && !batch.isRetired()) {
      busy.add(receiver.name());
      next(receiver, Optional.empty());
    }
  }

  private void send(ReceiverVerticle receiver, MinuteFeed.Portion portion) {
    Future<Void> all = Future.succeededFuture();
    for (List<RemoteSample> request : portion.requests()) {
      all = all.compose(before -> receiver.send(request, () -> !batch.isRetired()));
    }
    all.onSuccess(done -> next(receiver, Optional.of(portion)))
        .onFailure(cause -> busy.remove(receiver.name())); // another node sends it
  }
}
