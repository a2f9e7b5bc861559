package io.github.cfexporter.remote;

import io.github.cfexporter.runtime.Time;
import java.util.List;
import org.slf4j.Logger;

/** Tells of trouble with one receiver: when it begins, when it ends, and of refusals now and then. */
final class ReceiverLog {
  private static final long REFUSALS_APART_MILLIS = 60_000;

  private final Logger logger;
  private final String receiver;
  private final Time time;
  private boolean failing;
  private long refusalToldAt = Long.MIN_VALUE / 2;
  private long untold;

  ReceiverLog(Logger logger, String receiver, Time time) {
    this.logger = logger;
    this.receiver = receiver;
    this.time = time;
  }

  void taken() {
    if (failing) {
      failing = false;
      logger.info("samples are taken again: receiver={}", receiver);
    }
  }

  void failed(String why, long pauseMillis) {
    if (failing) {
      logger.debug("samples wait: receiver={} pause_ms={} {}", receiver, pauseMillis, why);
    } else {
      failing = true;
      logger.warn(
          "samples are not taken and wait, they are sent again: receiver={} {}", receiver, why);
    }
  }

  void protocol(Protocol protocol) {
    logger.info(
        "the receiver wants another version of remote write: receiver={} version={}",
        receiver,
        protocol.word());
  }

  void refused(List<RemoteSample> samples, ReceiverReply reply) {
    untold += samples.size();
    if (time.steadyMillis() - refusalToldAt >= REFUSALS_APART_MILLIS) {
      logger.warn(
          "samples were refused and are passed over: receiver={} samples={} status={}"
              + " answer=\"{}\" series={}",
          receiver,
          untold,
          reply.status(),
          reply.text(),
          samples.get(0).labels());
      refusalToldAt = time.steadyMillis();
      untold = 0;
    }
  }
}
