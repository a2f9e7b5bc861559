package io.github.cfexporter.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.cfexporter.settings.values.LogFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.logstash.logback.composite.JsonProviders;
import net.logstash.logback.composite.loggingevent.LogLevelJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggerNameJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventFormattedTimestampJsonProvider;
import net.logstash.logback.composite.loggingevent.MessageJsonProvider;
import net.logstash.logback.composite.loggingevent.StackTraceJsonProvider;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;
import net.logstash.logback.mask.MaskingJsonGeneratorDecorator;

/** Writes events in a format that can be changed between two lines, so that none is lost. */
final class FormatEncoder extends EncoderBase<ILoggingEvent> {
  private final Map<LogFormat, Encoder<ILoggingEvent>> encoders;
  private volatile LogFormat format = LogFormat.JSON;

  FormatEncoder(Redaction redaction) {
    encoders = Map.of(LogFormat.JSON, json(redaction), LogFormat.PRETTY, pretty(redaction));
  }

  void use(LogFormat next) {
    format = next;
  }

  @Override
  public void start() {
    encoders.values().forEach(encoder -> {
      encoder.setContext(getContext());
      encoder.start();
    });
    super.start();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return encoders.get(format).encode(event);
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  private static Encoder<ILoggingEvent> pretty(Redaction redaction) {
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setLayout(new PrettyLayout(redaction));
    encoder.setCharset(StandardCharsets.UTF_8);
    return encoder;
  }

  private static Encoder<ILoggingEvent> json(Redaction redaction) {
    LoggingEventFormattedTimestampJsonProvider time =
        new LoggingEventFormattedTimestampJsonProvider();
    time.setTimeZone("UTC");
    LoggerNameJsonProvider logger = new LoggerNameJsonProvider();
    logger.setFieldName("logger");
    JsonProviders<ILoggingEvent> fields = new JsonProviders<>();
    fields.addProvider(time);
    fields.addProvider(new LogLevelJsonProvider());
    fields.addProvider(logger);
    fields.addProvider(new MessageJsonProvider());
    fields.addProvider(new EventFields(redaction));
    fields.addProvider(new StackTraceJsonProvider() {
      @Override
      public void writeTo(JsonGenerator json, ILoggingEvent event) throws IOException {
        if (KnownCauses.of(event).isEmpty()) {
          super.writeTo(json, event);
        }
      }
    });
    LoggingEventCompositeJsonEncoder encoder = new LoggingEventCompositeJsonEncoder();
    encoder.setProviders(fields);
    encoder.setFindAndRegisterJacksonModules(false);
    encoder.setJsonGeneratorDecorator(masking(redaction));
    return encoder;
  }

  /** Sees every value before it is escaped, so that a secret cannot hide behind escapes. */
  private static MaskingJsonGeneratorDecorator masking(Redaction redaction) {
    MaskingJsonGeneratorDecorator masking = new MaskingJsonGeneratorDecorator();
    masking.addValueMasker((context, value) -> {
      String text = String.valueOf(value);
      String redacted = redaction.of(text);
      return redacted.equals(text) ? null : redacted; // null: leave it
    });
    masking.start();
    return masking;
  }
}
