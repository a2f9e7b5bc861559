package io.github.cfexporter.catalog;

import java.util.List;

/** One named kind of collection. Its name is also the {@code query} label of the exporter's own metrics. */
public interface QueryKind {
  String name();

  Scope scope();

  /** Whether it is asked unless somebody says otherwise. */
  default boolean enabled() {
    return true;
  }

  /** Families in the order they are served. */
  List<Family> families();
}
