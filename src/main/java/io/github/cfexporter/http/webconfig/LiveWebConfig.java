package io.github.cfexporter.http.webconfig;

import io.github.cfexporter.config.StableValue;
import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.SettingsException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web configuration of the moment. The file and those that it names are looked at again and again;
 * what is broken changes nothing, and is complained about once. {@link #get} may be called by any
 * thread, the rest by one at a time.
 */
public final class LiveWebConfig {
  private static final Logger logger = LoggerFactory.getLogger(LiveWebConfig.class);

  private final Optional<Path> path;
  private final StableValue<Reading> readings;
  private volatile WebConfigFile now;
  private volatile WebConfigFile lastSound;
  private Function<ServerSSLOptions, Future<?>> server = options -> Future.succeededFuture();

  /** What a look finds: a file, or what is wrong with it. */
  private record Reading(Optional<WebConfigFile> file, List<Mistake> mistakes) {}

  private LiveWebConfig(Optional<Path> path, WebConfigFile first) {
    this.path = path;
    this.now = first;
    this.lastSound = first;
    this.readings = new StableValue<>(new Reading(Optional.of(first), List.of()));
  }

  /** As if there were no file, for ever. */
  public static LiveWebConfig none() {
    return new LiveWebConfig(Optional.empty(), WebConfigFile.none());
  }

  /**
   * Reads the file for the first time. Blocks.
   *
   * @throws SettingsException with what is wrong with it
   */
  public static LiveWebConfig read(Optional<Path> path) {
    return new LiveWebConfig(
        path,
        path.map(file -> WebConfigFile.read(file, WebConfigFile.none()))
            .orElseGet(WebConfigFile::none));
  }

  public WebConfig get() {
    return now.config();
  }

  /** How to speak TLS now; empty for not at all, which does not change. */
  public Optional<ServerSSLOptions> tls() {
    return now.tls();
  }

  /** Where it is, if there is one. */
  public Optional<Path> path() {
    return path;
  }

  /** Tells the server of other certificates; connections that are open go on with theirs. */
  public void onTls(Function<ServerSSLOptions, Future<?>> change) {
    server = change;
  }

  /**
   * Looks once; a change counts when it has stood for a second.
   *
   * @param mistakes takes what is wrong, once
   * @return whether something else was found, and taken or refused
   */
  public Future<Boolean> look(Vertx vertx, long nowMillis, Consumer<Mistake> mistakes) {
    return reading(vertx)
        .compose(found -> readings
            .look(found, nowMillis)
            .map(settled -> take(settled, mistakes).map(true))
            .orElse(Future.succeededFuture(false)));
  }

  /** Takes over at once what there is. */
  public Future<Void> reload(Vertx vertx, Consumer<Mistake> mistakes) {
    return reading(vertx).compose(found -> take(readings.takeAtOnce(found), mistakes));
  }

  private Future<Reading> reading(Vertx vertx) {
    return path.isEmpty()
        ? Future.succeededFuture(new Reading(Optional.of(now), List.of()))
        : vertx.executeBlocking(() -> reading(path.get()));
  }

  private Reading reading(Path file) {
    try {
      lastSound = WebConfigFile.read(file, lastSound);
      return new Reading(Optional.of(lastSound), List.of());
    } catch (SettingsException e) {
      return new Reading(Optional.empty(), e.mistakes());
    }
  }

  private Future<Void> take(Reading found, Consumer<Mistake> mistakes) {
    found.mistakes().forEach(mistake -> refuse(mistake, mistakes));
    return found
        .file()
        .filter(file -> !file.equals(now))
        .map(file -> take(file, mistakes))
        .orElse(Future.succeededFuture());
  }

  private Future<Void> take(WebConfigFile next, Consumer<Mistake> mistakes) {
    if (!next.config().startsLike(now.config())) {
      String problem = "TLS or HTTP/2 is switched on or off, which takes a restart";
      refuse(new Mistake(path.map(Path::toString).orElse(""), problem), mistakes);
      return Future.succeededFuture();
    }
    Future<?> told = next.tls()
        .filter(tls -> !next.hasTlsOf(now))
        .<Future<?>>map(server)
        .orElse(Future.succeededFuture());
    return told.onSuccess(done -> {
          now = next;
          logger.info(
              "web configuration was read again: file={} users={}",
              path.map(Path::toString).orElse(""),
              next.config().users().size());
        })
        .mapEmpty();
  }

  private static void refuse(Mistake mistake, Consumer<Mistake> mistakes) {
    logger.error(
        "web configuration refused, what held before stays: file=\"{}\" problem=\"{}\"",
        mistake.name(),
        mistake.problem());
    mistakes.accept(mistake);
  }
}
