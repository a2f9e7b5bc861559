package io.github.cfexporter.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest lines of the log, for the page; secrets are masked as in the log itself. */
public final class LogTail extends AppenderBase<ILoggingEvent> {
  private static final int MOST = 300;
  private static final int MOST_CHARACTERS = 2_000;

  private final PrettyLayout layout;
  private final Deque<Line> lines = new ArrayDeque<>();
  private long written;

  /**
   * One line.
   *
   * @param number counts up, so that a reader can ask for those after the last that it has
   * @param millis when, since the epoch
   * @param level in upper case
   * @param text without time and level; long ones are cut
   */
  public record Line(long number, long millis, String level, String text) {}

  LogTail(Redaction redaction) {
    this.layout = new PrettyLayout(redaction);
  }

  /** The tail of a process that keeps none. */
  public static LogTail none() {
    return new LogTail(new Redaction());
  }

  /** Lines after a number, the oldest first. */
  public List<Line> after(long number) {
    synchronized (lines) {
      return lines.stream().filter(line -> line.number() > number).toList();
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    String text = layout.text(event);
    String cut = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "…" : text;
    synchronized (lines) {
      if (lines.size() == MOST) {
        lines.removeFirst();
      }
      lines.addLast(new Line(++written, event.getTimeStamp(), event.getLevel().toString(), cut));
    }
  }
}
