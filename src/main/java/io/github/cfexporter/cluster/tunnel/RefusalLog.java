package io.github.cfexporter.cluster.tunnel;

import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of strangers, at most once a minute however many come. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells by events how it went
final class RefusalLog {
  private static final Logger logger = LoggerFactory.getLogger(RefusalLog.class);

  private final String sentence;
  private final AtomicLong unsaid = new AtomicLong();
  private final AtomicBoolean quiet = new AtomicBoolean();

  RefusalLog(String sentence) {
    this.sentence = sentence;
  }

  /**
   * Notes a connection that was not let in; one that just ended, as those of port scanners and probes
   * do, is not worth a word.
   *
   * @param loop that wakes it when the minute is over
   */
  void note(SocketAddress stranger, Throwable cause, EventLoop loop) {
    if (!(cause instanceof SSLException)) {
      return;
    }
    unsaid.incrementAndGet();
    if (quiet.compareAndSet(false, true)) {
      logger.warn(
          "{}: address={} cause={} connections={}",
          sentence,
          stranger,
          cause.getMessage(),
          unsaid.getAndSet(0));
      loop.schedule(() -> quiet.set(false), 1, TimeUnit.MINUTES);
    }
  }
}
