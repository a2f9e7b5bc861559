package io.github.cfexporter.config;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.CatalogException;
import io.github.cfexporter.catalog.live.TakenNames;
import io.github.cfexporter.catalog.live.UserKinds;
import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.SettingsException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The query kinds of a user's directory. It is read again and again, as {@link SettingsWatch} does; a
 * file that cannot be used changes nothing. {@link #catalog} may be called by any thread, the rest by
 * one at a time.
 */
public final class LiveQueryKinds {
  private final Optional<Path> directory;
  private final boolean required;
  private final UserKinds kinds;
  private final StableValue<FoundKinds> stable;
  private volatile Catalog catalog;

  /**
   * What a look has found.
   *
   * @param changed whether the directory holds something else than at the last look
   * @param mistakes of all that is there now
   */
  public record Look(boolean changed, List<Mistake> mistakes) {
    private static final Look NOTHING_NEW = new Look(false, List.of());
  }

  private LiveQueryKinds(
      Optional<Path> directory, boolean required, UserKinds kinds, FoundKinds first) {
    this.directory = directory;
    this.required = required;
    this.kinds = kinds;
    this.stable = new StableValue<>(first);
    this.catalog = kinds.catalog();
  }

  /** As if there were no directory, for ever. */
  public static LiveQueryKinds none() {
    return new LiveQueryKinds(
        Optional.empty(),
        false,
        new UserKinds(TakenNames.NONE),
        new FoundKinds(List.of(), Map.of(), Optional.empty()));
  }

  /**
   * Reads the directory for the first time; blocks.
   *
   * @param required whether it has to be there
   * @param taken names that its files cannot give
   * @throws SettingsException with every mistake in its files
   */
  public static LiveQueryKinds read(Path directory, boolean required, TakenNames taken) {
    FoundKinds found = FoundKinds.read(directory);
    UserKinds kinds = new UserKinds(taken);
    List<Mistake> mistakes = new ArrayList<>(found.mistakes());
    found
        .problem()
        .filter(problem -> required || Files.exists(directory))
        .ifPresent(problem -> mistakes.add(ofDirectory(directory, problem)));
    try {
      kinds.begin(found.files());
    } catch (CatalogException e) {
      mistakes.addAll(inWordsOfSettings(e.mistakes()));
    }
    if (!mistakes.isEmpty()) {
      throw new SettingsException(mistakes);
    }
    return new LiveQueryKinds(Optional.of(directory), required, kinds, found);
  }

  /** The kinds that can be used now, the built-in ones included. */
  public Catalog catalog() {
    return catalog;
  }

  /** Looks once; a change counts when it has stood for a second. */
  public Future<Look> look(Vertx vertx, long nowMillis) {
    return reading(vertx)
        .compose(found -> stable
            .look(found, nowMillis)
            .map(settled -> take(vertx, settled))
            .orElse(Future.succeededFuture(Look.NOTHING_NEW)));
  }

  /** Takes over at once what there is. */
  public Future<Look> reload(Vertx vertx) {
    return reading(vertx).compose(found -> take(vertx, stable.takeAtOnce(found)));
  }

  private Future<FoundKinds> reading(Vertx vertx) {
    return directory.isEmpty()
        ? Future.succeededFuture(new FoundKinds(List.of(), Map.of(), Optional.empty()))
        : vertx.executeBlocking(() -> FoundKinds.read(directory.get()));
  }

  private Future<Look> take(Vertx vertx, FoundKinds found) {
    return vertx
        .executeBlocking(() -> new Look(true, take(found)))
        .onSuccess(taken -> catalog = kinds.catalog());
  }

  private List<Mistake> take(FoundKinds found) {
    if (found.problem().isPresent()) {
      boolean missed = required || !kinds.catalog().files().isEmpty();
      return missed
          ? List.of(ofDirectory(
              directory.orElseThrow(), found.problem().get() + "; its kinds of before stay"))
          : List.of();
    }
    List<Mistake> mistakes = new ArrayList<>(found.mistakes());
    mistakes.addAll(
        inWordsOfSettings(kinds.take(found.files(), found.unreadable().keySet())));
    return mistakes;
  }

  private static Mistake ofDirectory(Path directory, String problem) {
    return new Mistake(
        "QUERY_KINDS_DIRECTORY",
        "\"" + directory + "\" " + problem + "; allowed is a directory of query kind files");
  }

  private static List<Mistake> inWordsOfSettings(
      List<io.github.cfexporter.catalog.Mistake> mistakes) {
    return mistakes.stream()
        .map(mistake -> new Mistake(mistake.file() + ":" + mistake.line(), mistake.message()))
        .toList();
  }
}
