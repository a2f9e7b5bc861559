package io.github.cfexporter.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.slf4j.Logger;

/** A log of its own, kept in memory. */
final class LogCapture {
  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Logging logging;

  LogCapture() {
    context.setMDCAdapter(new LogbackMDCAdapter()); // as the SLF4J provider does
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setOutputStream(output);
    logging = new Logging(context, appender);
  }

  Logging logging() {
    return logging;
  }

  Logger logger(String name) {
    return context.getLogger(name);
  }

  String text() {
    return output.toString(UTF_8);
  }

  List<String> lines() {
    return text().lines().toList();
  }
}
