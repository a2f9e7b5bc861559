package io.github.cfexporter.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person should know about this node while it lasts: one sentence each, logged once when it
 * begins, shown on the page until it ends. Safe for use by several threads.
 */
public final class Notices {
  private static final Logger logger = LoggerFactory.getLogger(Notices.class);

  private final Map<String, String> lasting = new ConcurrentSkipListMap<>();

  /**
   * Says that something begins, or lasts; only the beginning is logged.
   *
   * @param subject tells notices apart; a later sentence of the same takes the place of the earlier
   * @param sentence for people, without a secret
   */
  public void begin(String subject, String sentence) {
    if (lasting.put(subject, sentence) == null) {
      logger.warn("please note: subject=\"{}\" notice=\"{}\"", subject, sentence);
    }
  }

  /** Says the same of what is in the log already. */
  public void beginUnlogged(String subject, String sentence) {
    lasting.put(subject, sentence);
  }

  /** Says that what was not logged is over. */
  public void endUnlogged(String subject) {
    lasting.remove(subject);
  }

  /** Says that it is over, if it ever began. */
  public void end(String subject) {
    if (lasting.remove(subject) != null) {
      logger.info("noted no longer: subject=\"{}\"", subject);
    }
  }

  /** The sentences that hold now, in the order of their subjects. */
  public List<String> sentences() {
    return List.copyOf(lasting.values());
  }
}
