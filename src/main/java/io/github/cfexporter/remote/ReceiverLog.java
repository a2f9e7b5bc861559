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
  private boolean told;
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
      told = false;
      logger.info("samples are taken again: receiver={}", receiver);
    }
  }

  /** @param forbidden whether a person has to mend it */
  void failed(String why, long pauseMillis, boolean forbidden) {
    if (forbidden && !told) {
      told = true;
      failing = true;
      logger.error(
          "samples are not let in and wait: receiver={} todo=\"check REMOTE_WRITE_URL and the"
              + " credentials of the receiver\" {}",
          receiver,
          why);
    } else if (failing) {
      logger.debug("samples wait: receiver={} pause_ms={} {}", receiver, pauseMillis, why);
    } else {
      failing = true;
      logger.warn(
          "samples are not taken and wait, they are sent again: receiver={} {}", receiver, why);
    }
  }

  /** A request could not even be made, so it was not sent; nothing but a person can change that. */
  void unmade(Throwable cause) {
    if (!told) {
      told = true;
      failing = true;
      logger.error("samples wait because no request can be made: receiver={}", receiver, cause);
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
          reply.line(),
          samples.get(0).labels());
      refusalToldAt = time.steadyMillis();
      untold = 0;
    }
  }
}
