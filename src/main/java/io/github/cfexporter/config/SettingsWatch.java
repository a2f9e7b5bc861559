package io.github.cfexporter.config;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final Consumer<Mistake> mistakes;
  private final StableValue<SettingsFile> file;
  private long refused;
  private final Map<Path, StableValue<SecretText>> secrets = new HashMap<>();

  /**
   * What a file of a secret holds.
   *
   * @param problem why it cannot be read; empty if it can
   */
  private record SecretText(String text, String problem) {
    @Override
    public String toString() {
      return problem;
    }
  }

  /**
   * Watches the files of these settings.
   *
   * @param mistakes takes every mistake, once
   */
  public SettingsWatch(LiveSettings live, Consumer<Mistake> mistakes) {
    this.live = live;
    this.mistakes = mistakes;
    this.file = new StableValue<>(new SettingsFile.Valid(live.fileValues()));
    live.secrets()
        .forEach((path, text) -> secrets.put(path, new StableValue<>(new SecretText(text, ""))));
  }

  /** Looks once; blocks. Call it every half second or so. */
  public void look(long nowMillis) {
    file.look(SettingsFile.read(live.file()), nowMillis).ifPresent(this::take);
    secrets.forEach(
        (path, settled) -> settled.look(read(path), nowMillis).ifPresent(text -> take(path, text)));
  }

  /**
   * Takes over at once what the files hold now, and says what became of it; what was complained about
   * before is complained about again. Blocks.
   */
  public void reload() {
    long before = refused;
    take(file.takeAtOnce(SettingsFile.read(live.file())));
    secrets.forEach((path, settled) -> take(path, settled.takeAtOnce(read(path))));
    logger.info("configuration was read again: file={} refused={}", live.file(), refused - before);
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

  private void take(Path path, SecretText secret) {
    if (!secret.problem().isEmpty()) {
      keep(path, "unreadable (" + secret.problem() + ")");
    } else if (secret.text().isBlank()) {
      keep(path, "empty");
    } else {
      offer(() -> live.secretIs(path, secret.text()));
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
      report(mistake);
    }
  }

  private void keep(Path path, String state) {
    logger.warn("a file gives no value, what it held before stays: file={} state={}", path, state);
    report(new Mistake(path.toString(), "is " + state + ", what it held before stays"));
  }

  private void report(Mistake mistake) {
    refused++;
    mistakes.accept(mistake);
  }

  /** Nothing when it cannot be read, which is looked at again soon and told when it stays so. */
  private static SecretText read(Path path) {
    try {
      return new SecretText(SecretFile.read(path), "");
    } catch (IOException e) {
      return new SecretText("", SmallFile.cause(e));
    }
  }
}
