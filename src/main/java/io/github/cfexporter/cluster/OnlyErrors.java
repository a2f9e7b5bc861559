package io.github.cfexporter.cluster;

import com.hazelcast.config.ClassFilter;
import java.util.Set;

/**
 * What Hazelcast may read by Java's own serialization: errors, which it sends so, and what they
 * hold. All else that crosses the cluster has a serializer in {@link Serializers}.
 */
final class OnlyErrors extends ClassFilter {
  private static final Set<String> PARTS_OF_ERRORS = Set.of(
      "java.lang.StackTraceElement",
      "[Ljava.lang.StackTraceElement;",
      "[Ljava.lang.Throwable;",
      "[Ljava.lang.Object;",
      "java.lang.String",
      "java.lang.Number",
      "java.lang.Integer",
      "java.lang.Long",
      "java.lang.Enum",
      "java.util.ArrayList",
      "java.util.Collections$EmptyList",
      "java.util.Collections$UnmodifiableCollection",
      "java.util.Collections$UnmodifiableList",
      "java.util.Collections$UnmodifiableRandomAccessList");

  /** Its string form runs code of what it holds. */
  private static final String RUNS_CODE = "javax.management.BadAttributeValueExpException";

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public boolean isListed(String name) {
    return PARTS_OF_ERRORS.contains(name) || (!name.equals(RUNS_CODE) && isError(name));
  }

  /** Loads the class, as the reader would do next, but runs none of its code. */
  private static boolean isError(String name) {
    try {
      return Throwable.class.isAssignableFrom(
          Class.forName(name, false, OnlyErrors.class.getClassLoader()));
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
