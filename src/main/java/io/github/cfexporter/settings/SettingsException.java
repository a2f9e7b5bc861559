package io.github.cfexporter.settings;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot hold, with everything that is wrong with it at once. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Mistake> mistakes;

  public SettingsException(List<Mistake> mistakes) {
    super(message(mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  public SettingsException(Mistake mistake) {
    this(List.of(mistake));
  }

  public List<Mistake> mistakes() {
    return mistakes;
  }

  private static String message(List<Mistake> mistakes) {
    return mistakes.size() == 1
        ? mistakes.get(0).toString()
        : mistakes.stream()
            .map(mistake -> "\n  - " + mistake)
            .collect(Collectors.joining("", mistakes.size() + " mistakes in the settings:", ""));
  }
}
