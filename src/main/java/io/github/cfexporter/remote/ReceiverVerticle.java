package io.github.cfexporter.remote;

import io.github.cfexporter.limiter.BackOff;
import io.github.cfexporter.log.Redaction;
import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.ReceiverHeaders;
import io.github.cfexporter.settings.RemoteWriteSettings;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to one receiver, in the order in which they come, a few at a time. What may be taken
 * later is tried again, after a pause that holds for all; what will never be taken is divided until
 * the part that the refusal is about is found, told, and passed over.
 */
public final class ReceiverVerticle extends VerticleBase {
  /** Requests on their way at the same time. */
  static final int MOST_TOGETHER = 4;

  private static final Logger logger = LoggerFactory.getLogger(ReceiverVerticle.class);

  private final String name;
  private final Supplier<Settings> settings;
  private final Time time;
  private final RemoteTelemetry telemetry;
  private final Supplier<ReceiverTransport> transports;
  private final Deque<PendingRequest> waiting = new ArrayDeque<>();
  private final BackOff backOff = new BackOff();
  private final ReceiverLog log;
  private final String agent = "cloudflare-exporter/" + BuildInfo.read().version();
  private final Redaction redaction = new Redaction();
  private Settings hidden;
  private Context own;
  private ReceiverTransport transport;
  private Protocol protocol;
  private int inFlight;
  private boolean pausing;
  private boolean closed;

  /** @param name the receiver's URL, which has no secret */
  ReceiverVerticle(
      String name,
      Supplier<Settings> settings,
      Time time,
      RemoteTelemetry telemetry,
      Supplier<ReceiverTransport> transports) {
    this.name = name;
    this.settings = settings;
    this.time = time;
    this.telemetry = telemetry;
    this.transports = transports;
    this.log = new ReceiverLog(logger, name, time);
  }

  /** The receiver's name. */
  public String name() {
    return name;
  }

  public RemoteTelemetry telemetry() {
    return telemetry;
  }

  @Override
  public Future<?> start() {
    own = context;
    transport = transports.get();
    protocol = Protocol.of(settings.get().get(RemoteWriteSettings.PROTOCOL));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    closed = true;
    waiting.forEach(PendingRequest::abandoned);
    waiting.clear();
    transport.close();
    return Future.succeededFuture();
  }

  /**
   * Sends samples, each of another series. To be called on any context; completes on that one, when
   * the receiver has taken or refused them, and fails when nobody wants them any more.
   *
   * @param wanted asked before every try
   */
  public Future<Void> send(List<RemoteSample> samples, BooleanSupplier wanted) {
    PendingRequest request = new PendingRequest(samples, wanted);
    Context caller = vertx.getOrCreateContext();
    own.runOnContext(begun -> {
      waiting.addLast(request);
      pump();
    });
    return Future.fromCompletionStage(request.done().toCompletionStage(), caller);
  }

  private void pump() {
    while (!closed && !pausing && inFlight < MOST_TOGETHER && !waiting.isEmpty()) {
      PendingRequest next = waiting.removeFirst();
      if (next.isWanted()) {
        inFlight++;
        post(next);
      } else {
        next.abandoned();
      }
    }
  }

  private void post(PendingRequest request) {
    Protocol with = protocol;
    answer(request, with).onComplete(done -> {
      inFlight--;
      if (closed) {
        request.abandoned();
      } else if (done.succeeded()) {
        replied(request, with, masked(done.result()));
      } else {
        later(request, "no answer: " + done.cause().getMessage(), false, 0);
      }
      pump();
    });
  }

  /** Whatever goes wrong before anything is sent is a failure like any other. */
  private Future<ReceiverReply> answer(PendingRequest request, Protocol with) {
    try {
      return transport.post(headers(with), request.body(with));
    } catch (RuntimeException e) {
      log.unmade(e);
      return Future.failedFuture(e);
    }
  }

  private void replied(PendingRequest request, Protocol with, ReceiverReply reply) {
    switch (reply.meaning(with)) {
      case WRITTEN -> {
        backOff.succeeded();
        log.taken();
        telemetry.sent(request.samples());
        request.settled();
      }
      case OTHER_PROTOCOL -> otherProtocol(request, with, reply);
      case REFUSED -> refused(request, reply);
      case LATER ->
        later(
            request,
            "status=" + reply.status() + " answer=\"" + reply.line() + "\"",
            reply.isForbidden(),
            reply.pauseMillis(time.millis()));
    }
  }

  /** Both versions in turn, with a pause before the one that was refused is tried again. */
  private void otherProtocol(PendingRequest request, Protocol with, ReceiverReply reply) {
    if (protocol == with) {
      protocol = with.other();
      log.protocol(protocol);
    }
    boolean both = protocol == Protocol.of(settings.get().get(RemoteWriteSettings.PROTOCOL));
    if (both) {
      later(request, "no version is taken: status=" + reply.status(), true, 0);
    } else {
      waiting.addFirst(request);
    }
  }

  private void refused(PendingRequest request, ReceiverReply reply) {
    backOff.succeeded();
    if (request.isDivisible()) {
      List<PendingRequest> halves = request.halves();
      waiting.addFirst(halves.get(1));
      waiting.addFirst(halves.get(0));
    } else {
      log.refused(request.samples(), reply);
      telemetry.refused(request.samples().size());
      request.settled();
    }
  }

  private void later(PendingRequest request, String why, boolean forbidden, long pauseMillis) {
    waiting.addFirst(request);
    if (!pausing) {
      pausing = true;
      long now = time.millis();
      backOff.failed(BackOff.Sort.RECEIVER, pauseMillis, time.jitter(), now);
      long pause = backOff.retryAt() - now;
      log.failed(why, pause, forbidden);
      time.after(pause, () -> {
        pausing = false;
        pump();
      });
    }
  }

  private Map<String, String> headers(Protocol with) {
    Settings now = settings.get();
    if (now != hidden) {
      redaction.hide(now);
      hidden = now;
    }
    Map<String, String> headers = new HashMap<>(ReceiverHeaders.of(now));
    headers.putAll(with.headers());
    headers.put("User-Agent", agent);
    return headers;
  }

  /** Without secrets that the receiver repeats, which the log could not find when they are cut. */
  private ReceiverReply masked(ReceiverReply reply) {
    return reply.withText(redaction.of(reply.text()));
  }
}
