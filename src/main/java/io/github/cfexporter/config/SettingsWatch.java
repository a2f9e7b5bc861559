package io.github.cfexporter.config;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.SettingsException;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
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

  private final ConfigRetriever retriever;
  private final LiveSettings live;
  private final Consumer<Mistake> mistakes;
  private final StableValue<SettingsFile> file;
  private long refused;
  private final Map<Path, StableValue<SecretText>> secrets = new HashMap<>();

  /**
   * Watches the files of these settings.
   *
   * @param mistakes takes every mistake, once
   */
  public SettingsWatch(Vertx vertx, LiveSettings live, Consumer<Mistake> mistakes) {
    this.retriever = ConfigRetriever.create(vertx, stores(live));
    this.live = live;
    this.mistakes = mistakes;
    this.file = new StableValue<>(new SettingsFile.Valid(live.fileValues()));
    live.secrets()
        .forEach((path, text) -> secrets.put(path, new StableValue<>(new SecretText(text, ""))));
  }

  /** Nothing is scanned by a timer of its own: whoever has the clock calls. */
  private static ConfigRetrieverOptions stores(LiveSettings live) {
    ConfigRetrieverOptions options = new ConfigRetrieverOptions().setScanPeriod(0);
    options.addStore(store(WatchedFileStore.SETTINGS_FILE, live.file()));
    live.secrets()
        .keySet()
        .forEach(path -> options.addStore(store(WatchedFileStore.SECRET_FILE, path)));
    return options;
  }

  private static ConfigStoreOptions store(String type, Path path) {
    return new ConfigStoreOptions()
        .setType(type)
        .setConfig(new JsonObject().put(WatchedFileStore.PATH, path.toString()));
  }

  /** Looks once. Call it every half second or so, when the last look has ended. */
  public Future<Void> look(long nowMillis) {
    return retriever.getConfig().map(found -> {
      file.look(fileIn(found), nowMillis).ifPresent(this::take);
      secrets.forEach((path, settled) ->
          settled.look(secretIn(found, path), nowMillis).ifPresent(text -> take(path, text)));
      return null;
    });
  }

  /**
   * Takes over at once what the files hold now, and says what became of it; what was complained about
   * before is complained about again.
   */
  public Future<Void> reload() {
    return retriever.getConfig().map(found -> {
      long before = refused;
      take(file.takeAtOnce(fileIn(found)));
      secrets.forEach((path, settled) -> take(path, settled.takeAtOnce(secretIn(found, path))));
      logger.info(
          "configuration was read again: file={} refused={}", live.file(), refused - before);
      return null;
    });
  }

  private static SettingsFile fileIn(JsonObject found) {
    return SettingsFile.of(found.getJsonObject(WatchedFileStore.FILE));
  }

  private static SecretText secretIn(JsonObject found, Path path) {
    return SecretText.of(
        found.getJsonObject(WatchedFileStore.SECRETS).getJsonObject(path.toString()));
  }

  private void take(SettingsFile content) {
    if (content instanceof SettingsFile.Valid valid) {
      offer(live.file(), () -> live.fileHolds(valid.values()));
    } else if (content instanceof SettingsFile.Broken broken) {
      refuse(live.file(), broken.mistakes());
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
      offer(path, () -> live.secretIs(path, secret.text()));
    }
  }

  private void offer(Path source, Runnable change) {
    try {
      change.run();
      live.reloads().taken(source.toString());
    } catch (SettingsException e) {
      refuse(source, e.mistakes());
    }
  }

  private void refuse(Path source, List<Mistake> mistakes) {
    live.reloads().refused(source.toString());
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
    live.reloads().refused(path.toString());
    report(new Mistake(path.toString(), "is " + state + ", what it held before stays"));
  }

  private void report(Mistake mistake) {
    refused++;
    mistakes.accept(mistake);
  }
}
