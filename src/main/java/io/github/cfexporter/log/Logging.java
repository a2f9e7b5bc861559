package io.github.cfexporter.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Tunables;
import io.github.cfexporter.settings.values.LogFormat;
import io.github.cfexporter.settings.values.LogLevel;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * The log of this process: its level and format, which may change at any moment, and the secrets
 * that it must not show. Nothing is logged before the first {@link #apply}.
 */
public final class Logging {
  /** Libraries that tell more at info than an operator of the exporter wants to know. */
  private static final List<String> CHATTY =
      List.of("com.hazelcast", "io.netty", "io.vertx", "graphql");

  /** Libraries that warn at every start of what is meant to be so. */
  private static final List<String> ALARMIST = List.of(
      "com.hazelcast.cp",
      "com.hazelcast.instance.impl.Node",
      "com.hazelcast.spi.impl.operationexecutor.slowoperationdetector",
      "io.micrometer.core.instrument.MeterRegistry");

  private final LoggerContext context;
  private final Redaction redaction = new Redaction();
  private final FormatEncoder encoder = new FormatEncoder(redaction);
  private final LogTail tail = new LogTail(redaction);

  /** The log of the process, on standard output. */
  public static Logging ofProcess() {
    return new Logging((LoggerContext) LoggerFactory.getILoggerFactory(), new ConsoleAppender<>());
  }

  Logging(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
    this.context = context;
    encoder.setContext(context);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    context.addTurboFilter(new MemoryFilter());
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    tail.setContext(context);
    tail.start();
    root.addAppender(tail);
  }

  /** Takes level, format and secrets from the settings; call it whenever they change. */
  public void apply(Settings settings) {
    redaction.hide(settings);
    apply(settings.get(Tunables.LOG_LEVEL), settings.get(Tunables.LOG_FORMAT));
  }

  /** Acts at once: the next line is written so. */
  public void apply(LogLevel level, LogFormat format) {
    encoder.use(format);
    Level own = Level.valueOf(level.name());
    Level others = own.isGreaterOrEqual(Level.WARN) ? own : Level.WARN;
    CHATTY.forEach(library -> context.getLogger(library).setLevel(others));
    ALARMIST.forEach(library -> context.getLogger(library).setLevel(Level.ERROR));
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(own);
  }

  /** For a program that prints: only lines of that level, written for people. */
  public void apply(Settings settings, LogLevel level) {
    redaction.hide(settings);
    apply(level, LogFormat.PRETTY);
  }

  /** The latest lines. */
  public LogTail tail() {
    return tail;
  }

  /** Hides what else was made of a secret, such as a header. */
  public Redaction redaction() {
    return redaction;
  }
}
