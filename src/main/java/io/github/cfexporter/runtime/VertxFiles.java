package io.github.cfexporter.runtime;

import io.vertx.core.file.FileSystemOptions;

/** Where a Vert.x keeps files of its own: nowhere. */
public final class VertxFiles {

  /**
   * Left alone, Vert.x makes a directory {@code vertx-cache} for copies of files of the class path,
   * and ends the start where it may not.
   */
  public static FileSystemOptions none() {
    return new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
  }

  private VertxFiles() {}
}
