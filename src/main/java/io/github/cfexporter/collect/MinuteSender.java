package io.github.cfexporter.collect;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.remote.ReceiverVerticle;
import io.github.cfexporter.remote.RemoteSample;
import io.github.cfexporter.remote.RemoteWrite;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the minutes of one batch to every receiver, one portion after the other, so that no series
 * goes back in time. Lives as long as the batch is collected here.
 */
final class MinuteSender {
  private static final Logger logger = LoggerFactory.getLogger(MinuteSender.class);

  private final Vertx vertx;
  private final AccountBatch batch;
  private final MinuteFeed feed;
  private final RemoteWrite remote;
  private final Supplier<SampleWriter> writer;
  private final Set<String> busy = new HashSet<>();
  private final Set<String> again = new HashSet<>();

  /** @param writer for the names of the moment */
  MinuteSender(Vertx vertx, AccountBatch batch, RemoteWrite remote, Supplier<SampleWriter> writer) {
    this.vertx = vertx;
    this.batch = batch;
    this.remote = remote;
    this.writer = writer;
    this.feed = new MinuteFeed(batch.series(), remote);
  }

  /** The one of a batch; empty where nobody wants its minutes. */
  static Optional<MinuteSender> of(
      Vertx vertx, AccountBatch batch, RemoteWrite remote, FragmentPublisher publisher) {
    return remote.isOn()
        ? Optional.of(
            new MinuteSender(vertx, batch, remote, () -> publisher.writer(batch, remote.labels())))
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
