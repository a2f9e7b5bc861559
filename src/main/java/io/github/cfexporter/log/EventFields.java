package io.github.cfexporter.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.logstash.logback.composite.AbstractJsonProvider;
import org.slf4j.event.KeyValuePair;

/**
 * Fields of a JSON line for what a log call names: {@code account} of {@code addKeyValue("account",
 * id)}, and also of a message {@code "refresh failed: account={}"}.
 */
final class EventFields extends AbstractJsonProvider<ILoggingEvent> {
  private static final Pattern PLACEHOLDER = Pattern.compile("(?:([A-Za-z_][\\w.-]*)=\"?)?\\{}");
  private static final Set<String> TAKEN =
      Set.of("@timestamp", "level", "logger", "message", "stack_trace");

  private final Redaction redaction;

  EventFields(Redaction redaction) {
    this.redaction = redaction;
  }

  @Override
  public void writeTo(JsonGenerator json, ILoggingEvent event) throws IOException {
    Map<String, Object> fields = named(event);
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        fields.put(pair.key, pair.value);
      }
    }
    KnownCauses.of(event).ifPresent(cause -> fields.putIfAbsent("cause", cause));
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      String name = redaction.of(field.getKey());
      json.writeFieldName(TAKEN.contains(name) ? name + "_" : name);
      write(json, field.getValue());
    }
  }

  /** Arguments whose placeholder follows a key and an equals sign. */
  private static Map<String, Object> named(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    Object[] arguments = event.getArgumentArray();
    if (arguments == null || event.getMessage() == null) {
      return fields;
    }
    Matcher placeholder = PLACEHOLDER.matcher(event.getMessage());
    for (int i = 0; i < arguments.length && placeholder.find(); i++) {
      if (placeholder.group(1) != null) {
        fields.put(placeholder.group(1), arguments[i]);
      }
    }
    return fields;
  }

  /** Numbers and booleans as such, everything else as text: an object's inside is never shown. */
  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double number && Double.isFinite(number)) {
      json.writeNumber(number);
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value.toString());
    }
  }
}
