package io.github.cfexporter.rig;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.config.LiveQueryKinds;
import io.github.cfexporter.node.KnownMetrics;
import io.github.cfexporter.remote.ReceiverTransport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is outside of a rig's node beside Cloudflare.
 *
 * @param catalog what the node asks for
 * @param receivers of remote write, by their URLs
 * @param directory where the node keeps its counters, if it keeps them at all
 * @param kinds where files with query kinds of a user's own are, if there are any
 */
record Remotes(
    Catalog catalog,
    Function<String, ReceiverTransport> receivers,
    Optional<Path> directory,
    Optional<Path> kinds) {
  static final Remotes NONE = new Remotes(
      receiver -> {
        throw new AssertionError("no receiver was promised: " + receiver);
      },
      Optional.empty());

  Remotes(Function<String, ReceiverTransport> receivers, Optional<Path> directory) {
    this(QueryKinds.USUAL, receivers, directory, Optional.empty());
  }

  /** Nothing but a catalog of its own. */
  static Remotes asking(Catalog catalog) {
    return new Remotes(catalog, NONE.receivers, Optional.empty(), Optional.empty());
  }

  /** The same with a directory where the node keeps its counters. */
  static Remotes asking(Catalog catalog, Path directory) {
    return new Remotes(catalog, NONE.receivers, Optional.of(directory), Optional.empty());
  }

  /** No receivers, but a directory of query kinds. */
  static Remotes withKinds(Path directory) {
    return new Remotes(Catalog.bundled(), NONE.receivers, Optional.empty(), Optional.of(directory));
  }

  /** What the directory of query kinds holds now. */
  LiveQueryKinds queryKinds() {
    return kinds
        .map(path -> LiveQueryKinds.read(path, true, KnownMetrics.taken()))
        .orElseGet(LiveQueryKinds::none);
  }
}
