package io.github.cfexporter.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.github.cfexporter.runtime.OutOfMemory;
import org.slf4j.Marker;

/**
 * Looks at every error that anybody logs, at whatever level, because Vert.x, Netty and Hazelcast catch
 * what their threads throw, and log it.
 */
final class MemoryFilter extends TurboFilter {

  @Override
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String format, Object[] values, Throwable error) {
    if (error != null) {
      OutOfMemory.lookAt(error);
    } else if (values != null
        && values.length > 0
        && values[values.length - 1] instanceof Throwable last) {
      OutOfMemory.lookAt(last);
    }
    return FilterReply.NEUTRAL;
  }
}
