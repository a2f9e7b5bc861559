package io.github.cfexporter.rig;

import io.github.cfexporter.catalog.Catalog;
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
 */
record Remotes(
    Catalog catalog, Function<String, ReceiverTransport> receivers, Optional<Path> directory) {
  static final Remotes NONE = new Remotes(
      receiver -> {
        throw new AssertionError("no receiver was promised: " + receiver);
      },
      Optional.empty());

  Remotes(Function<String, ReceiverTransport> receivers, Optional<Path> directory) {
    this(Catalog.bundled(), receivers, directory);
  }

  /** Nothing but a catalog of its own. */
  static Remotes asking(Catalog catalog) {
    return new Remotes(catalog, NONE.receivers, NONE.directory);
  }
}
