package io.github.cfexporter.catalog.live;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.GraphqlKind;
import java.util.List;
import java.util.function.Supplier;

/**
 * The query kinds of the moment: files of a user's own may come, change and go while the exporter
 * runs. Read it where it is used, not before. Safe for use by several threads.
 */
public final class CurrentCatalog implements Supplier<Catalog> {
  private volatile Catalog now;

  public CurrentCatalog(Catalog first) {
    this.now = first;
  }

  /** The kinds that come with the exporter, and no others until somebody says so. */
  public static CurrentCatalog bundled() {
    return new CurrentCatalog(Catalog.bundled());
  }

  @Override
  public Catalog get() {
    return now;
  }

  public List<GraphqlKind> kinds() {
    return now.kinds();
  }

  /** From now on these are the kinds. */
  public void become(Catalog next) {
    now = next;
  }
}
