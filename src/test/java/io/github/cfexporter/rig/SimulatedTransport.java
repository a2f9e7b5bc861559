package io.github.cfexporter.rig;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.transport.Transport;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.simulator.SimulatedAnswer;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.Simulator;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;

/** The way to a simulator in the same process: what takes time takes virtual time. */
final class SimulatedTransport implements Transport {
  private final Simulator simulator;
  private final Time time;
  private final ToLongFunction<Call> latencyMillis;
  private final IntSupplier mostBytes;
  private final Function<String, Map<String, String>> authorization;

  /**
   * A way to the simulator.
   *
   * @param latencyMillis how long the answer to a call takes; the call is served at once
   * @param mostBytes what the real transport would take at most
   * @param authorization headers by the id of a credential
   */
  SimulatedTransport(
      Simulator simulator,
      Time time,
      ToLongFunction<Call> latencyMillis,
      IntSupplier mostBytes,
      Function<String, Map<String, String>> authorization) {
    this.mostBytes = mostBytes;
    this.authorization = authorization;
    this.simulator = simulator;
    this.time = time;
    this.latencyMillis = latencyMillis;
  }

  @Override
  public Future<Reply> send(Call call) {
    SimulatedAnswer answer = simulator.answer(simulated(call));
    Promise<Reply> promise = Promise.promise();
    if (answer.delivery() != SimulatedAnswer.Delivery.HUNG) {
      time.after(latencyMillis.applyAsLong(call), () -> deliver(answer, promise));
    }
    return promise.future();
  }

  private void deliver(SimulatedAnswer answer, Promise<Reply> promise) {
    if (answer.delivery() == SimulatedAnswer.Delivery.CLOSED) {
      promise.fail(CloudflareException.unanswered(
          new Refusal.Temporary(Duration.ZERO), "connection was closed", null));
    } else if (answer.body().length() > mostBytes.getAsInt()) {
      promise.fail(CloudflareException.unanswered(
          new Refusal.TooLarge(), "the answer is larger than this exporter takes", null));
    } else {
      MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(answer.headers());
      promise.complete(new Reply(answer.status(), headers, Buffer.buffer(answer.body())));
    }
  }

  private SimulatedCall simulated(Call call) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    call.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    headers.putAll(authorization.apply(call.credential()));
    return new SimulatedCall(
        call.method().name(),
        SimulatedCall.BASE_PATH + call.pathAndQuery(),
        headers,
        call.body().toString());
  }
}
