package io.github.cfexporter.rig;

import io.github.cfexporter.remote.ReceiverReply;
import io.github.cfexporter.remote.ReceiverTransport;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A receiver of remote write as strict as Prometheus without room for what is out of order: a sample
 * older than the newest of its series, or another value for the same instant, makes it refuse the
 * whole request.
 */
final class WrittenSamples implements ReceiverTransport {
  private static final long STALE = 0x7ff0000000000002L;

  private final Map<Map<String, String>, NavigableMap<Long, Double>> series =
      new ConcurrentHashMap<>();
  private final List<Integer> statuses = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private volatile int silentAfter = Integer.MAX_VALUE;
  private volatile Supplier<ReceiverReply> trouble = () -> reply(204);

  /** What it answers from now on in place of taking samples, unless that is 204. */
  void answers(Supplier<ReceiverReply> replies) {
    trouble = replies;
  }

  void works() {
    trouble = () -> reply(204);
    silentAfter = Integer.MAX_VALUE;
  }

  /** Takes so many more requests; to the last of them, and to those that follow, no answer comes. */
  synchronized void fallsSilentAfter(int requests) {
    silentAfter = statuses.size() + requests;
  }

  synchronized boolean isSilent() {
    return statuses.size() >= silentAfter;
  }

  /** Whether a value is Prometheus's marker for the end of a series. */
  static boolean isEnd(double value) {
    return Double.doubleToRawLongBits(value) == STALE;
  }

  static ReceiverReply reply(int status) {
    return new ReceiverReply(status, MultiMap.caseInsensitiveMultiMap(), "");
  }

  @Override
  public synchronized Future<ReceiverReply> post(Map<String, String> headers, Buffer body) {
    if (isSilent()) {
      return Future.future(never -> {});
    }
    ReceiverReply reply = trouble.get();
    if (reply.status() == 204) {
      reply = write(WriteMessages.read(body.getBytes()));
    }
    statuses.add(reply.status());
    return isSilent() ? Future.future(never -> {}) : Future.succeededFuture(reply);
  }

  private ReceiverReply write(List<WriteMessages.Sample> samples) {
    for (WriteMessages.Sample sample : samples) {
      NavigableMap<Long, Double> known = series.get(sample.labels());
      if (known != null && !fits(known, sample)) {
        String text = "out of order sample: " + sample;
        refusals.add(text);
        return new ReceiverReply(400, MultiMap.caseInsensitiveMultiMap(), text);
      }
    }
    samples.forEach(sample -> series
        .computeIfAbsent(sample.labels(), labels -> new TreeMap<>())
        .put(sample.millis(), sample.value()));
    return reply(204);
  }

  private static boolean fits(NavigableMap<Long, Double> known, WriteMessages.Sample sample) {
    Map.Entry<Long, Double> last = known.lastEntry();
    return sample.millis() > last.getKey()
        || (sample.millis() == last.getKey()
            && sample.bits() == Double.doubleToRawLongBits(last.getValue()));
  }

  /** By labels, the name among them, then by milliseconds since the epoch. */
  Map<Map<String, String>, NavigableMap<Long, Double>> series() {
    return series;
  }

  /** Statuses of all answers, in order. */
  synchronized List<Integer> statuses() {
    return List.copyOf(statuses);
  }

  synchronized List<String> refusals() {
    return List.copyOf(refusals);
  }
}
