package io.github.cfexporter.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cluster.store.StoreException;
import io.github.cfexporter.cluster.tunnel.TunnelException;
import io.github.cfexporter.runtime.StartException;
import io.github.cfexporter.settings.SettingsException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Errors that come from outside: a database, a file, the network, another node. Where in the program
 * they were met helps nobody to mend them, so they are told in one line and without a stack trace.
 */
final class KnownCauses {
  private static final List<Class<? extends Throwable>> OUTSIDE = List.of(
      IOException.class,
      SQLException.class,
      TimeoutException.class,
      StoreException.class,
      TunnelException.class,
      StartException.class,
      SettingsException.class,
      CloudflareException.class);

  private static final String OF_CLUSTER = "com.hazelcast.";
  private static final int DEEPEST = 10;

  /** The error of an event and its root in one line, if it comes from outside. */
  static Optional<String> of(ILoggingEvent event) {
    return event.getThrowableProxy() instanceof ThrowableProxy proxy
        ? of(proxy.getThrowable())
        : Optional.empty();
  }

  private static Optional<String> of(Throwable error) {
    boolean outside = false;
    Throwable root = error;
    for (int depth = 0; depth < DEEPEST; depth++) {
      outside |= comesFromOutside(root);
      if (root.getCause() == null || root.getCause() == root) {
        break;
      }
      root = root.getCause();
    }
    if (!outside) {
      return Optional.empty();
    }
    return Optional.of(root == error ? text(error) : text(error) + " (" + text(root) + ")");
  }

  private static boolean comesFromOutside(Throwable error) {
    return OUTSIDE.stream().anyMatch(kind -> kind.isInstance(error))
        || error.getClass().getName().startsWith(OF_CLUSTER);
  }

  private static String text(Throwable error) {
    String message = error.getMessage() == null ? "" : ": " + error.getMessage().strip();
    return error.getClass().getSimpleName() + message.replaceAll("\\R\\s*", " ");
  }

  private KnownCauses() {}
}
