package io.github.cfexporter.rig;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the log is told while it is open: message and key-value pairs of each line. */
final class Told extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger("io.github.cfexporter");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  Told() {
    setContext(root.getLoggerContext());
    start();
    root.setLevel(Level.INFO);
    root.addAppender(this);
  }

  List<String> lines(String words) {
    return lines.stream().filter(line -> line.contains(words)).toList();
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(event.getFormattedMessage() + " " + event.getKeyValuePairs());
  }

  @Override
  public void close() {
    root.detachAppender(this);
    root.setLevel(null);
    stop();
  }
}
