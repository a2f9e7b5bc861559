package io.github.cfexporter.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** Catalog files were refused; carries every mistake in them, not only the first. */
public final class CatalogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Mistake> mistakes;

  public CatalogException(List<Mistake> mistakes) {
    super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    this.mistakes = List.copyOf(mistakes);
  }

  /** In the order of the files, then of their lines. */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
