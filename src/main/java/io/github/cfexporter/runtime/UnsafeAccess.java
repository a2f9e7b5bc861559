package io.github.cfexporter.runtime;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hazelcast and Netty use {@code sun.misc.Unsafe}, for which Java 24 and 25 print a warning of four
 * lines (JEP 498), unless they are started with {@code -Dsun.misc.unsafe.memory.access=allow}. The
 * manifest of a jar cannot say that, so that who starts the jar without flags gets it from here.
 */
public final class UnsafeAccess {
  private static final String PROPERTY = "sun.misc.unsafe.memory.access";
  private static final int FIRST_WITH_WARNING = 24;

  /** Must come before the first class of any library. Where it fails, the warning is printed. */
  public static void allow() {
    if (Runtime.version().feature() < FIRST_WITH_WARNING || System.getProperty(PROPERTY) != null) {
      return;
    }
    try {
      // what the JVM keeps of its flags before System.getProperties() may be changed
      Field saved = Class.forName("jdk.internal.misc.VM").getDeclaredField("savedProps");
      saved.setAccessible(true);
      Map<String, String> properties = new HashMap<>();
      ((Map<?, ?>) saved.get(null))
          .forEach((key, value) -> properties.put(key.toString(), value.toString()));
      properties.putIfAbsent(PROPERTY, "allow");
      saved.set(null, Map.copyOf(properties));
    } catch (ReflectiveOperationException | RuntimeException e) {
      logger().debug("the warning about sun.misc.Unsafe cannot be switched off", e);
    }
  }

  /** Only when needed, for loggers are chosen later. */
  private static Logger logger() {
    return LoggerFactory.getLogger(UnsafeAccess.class);
  }

  private UnsafeAccess() {}
}
