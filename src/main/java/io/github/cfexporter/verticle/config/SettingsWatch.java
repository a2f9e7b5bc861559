package io.github.cfexporter.verticle.config;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the configuration file and the files of secrets. Values that were valid stay until others
 * that are valid take their place: a file that is broken, empty, half-written or gone changes
 * nothing, and is complained about once. Not safe for use by several threads.
 *
 * <p>Files are read, not watched for events: events get lost when a file is replaced by renaming,
 * on network file systems and behind the symbolic links of Kubernetes volumes.
 */
public final class SettingsWatch {
  private static final Logger logger = LoggerFactory.getLogger(SettingsWatch.class);

  private final LiveSettings live;
  private final Consumer<Mistake> complaints;
  private final Settled<SettingsFile> file;
  private final Map<Path, Settled<Optional<String>>> secrets = new HashMap<>();

  /**
   * Watches the files of these settings.
   *
   * @param complaints takes every mistake, once
   */
  public SettingsWatch(LiveSettings live, Consumer<Mistake> complaints) {
    this.live = live;
    this.complaints = complaints;
    this.file = new Settled<>(new SettingsFile.Valid(live.fileValues()));
    live.secrets().forEach((path, text) -> secrets.put(path, new Settled<>(Optional.of(text))));
  }

  /** Looks once; blocks. Call it every half second or so. */
  public void look(long nowMillis) {
    file.look(SettingsFile.read(live.file()), nowMillis).ifPresent(this::take);
    secrets.forEach(
        (path, settled) -> settled.look(read(path), nowMillis).ifPresent(text -> take(path, text)));
  }

  private void take(SettingsFile content) {
    if (content instanceof SettingsFile.Valid valid) {
      offer(() -> live.fileHolds(valid.values()));
    } else if (content instanceof SettingsFile.Broken broken) {
      refuse(broken.mistakes());
    } else if (!live.fileValues().isEmpty()) {
      String state = content instanceof SettingsFile.Missing ? "gone" : "empty";
      keep(live.file(), state);
    }
  }

  private void take(Path path, Optional<String> text) {
    if (text.filter(secret -> !secret.isBlank()).isPresent()) {
      offer(() -> live.secretIs(path, text.get()));
    } else {
      keep(path, text.isPresent() ? "empty" : "unreadable");
    }
  }

  private void offer(Runnable change) {
    try {
      change.run();
    } catch (SettingsException e) {
      refuse(e.mistakes());
    }
  }

  private void refuse(List<Mistake> mistakes) {
    for (Mistake mistake : mistakes) {
      logger.error(
          "configuration refused, what held before stays: key={} problem=\"{}\"",
          mistake.name(),
          mistake.problem());
      complaints.accept(mistake);
    }
  }

  private void keep(Path path, String state) {
    logger.warn("a file gives no value, what it held before stays: file={} state={}", path, state);
    complaints.accept(new Mistake(path.toString(), "is " + state + ", what it held before stays"));
  }

  /** Nothing when it cannot be read, which is looked at again soon and told when it stays so. */
  private static Optional<String> read(Path path) {
    try {
      return Optional.of(SecretFile.read(path));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
