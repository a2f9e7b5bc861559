package io.github.cfexporter.config;

import io.github.cfexporter.catalog.UserFile;
import io.github.cfexporter.settings.Mistake;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a directory of query kinds holds at one moment.
 *
 * @param unreadable why a file that is there could not be read, in words, by its path
 * @param problem why nothing is known of the directory, in words
 */
record FoundKinds(List<UserFile> files, Map<String, String> unreadable, Optional<String> problem) {
  /** Nobody has so many; a wrong directory may. */
  private static final int MOST = 1_000;

  FoundKinds {
    files = List.copyOf(files);
    unreadable = Map.copyOf(unreadable);
  }

  /** Reads the directory; blocks. */
  static FoundKinds read(Path directory) {
    if (!Files.isDirectory(directory)) {
      return nothing(Files.exists(directory) ? "is no directory" : "is not there");
    }
    List<UserFile> files = new ArrayList<>();
    Map<String, String> unreadable = new TreeMap<>();
    try {
      for (Path path : paths(directory)) {
        read(path, files, unreadable);
      }
      return new FoundKinds(files, unreadable, Optional.empty());
    } catch (IOException e) {
      return nothing("cannot be read (" + SmallFile.cause(e) + ")");
    }
  }

  /** One that has gone since the directory was read is left out. */
  private static void read(Path path, List<UserFile> files, Map<String, String> unreadable) {
    try {
      files.add(new UserFile(path.toString(), SmallFile.read(path)));
    } catch (IOException e) {
      if (!(e instanceof NoSuchFileException)) {
        unreadable.put(path.toString(), SmallFile.cause(e));
      }
    }
  }

  /** What of the files could not be read. */
  List<Mistake> mistakes() {
    List<Mistake> mistakes = new ArrayList<>();
    new TreeMap<>(unreadable)
        .forEach(
            (path, cause) -> mistakes.add(new Mistake(path, "cannot be read (" + cause + ")")));
    return mistakes;
  }

  private static List<Path> paths(Path directory) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(
        directory, path -> UserFile.isKind(path.getFileName().toString()))) {
      for (Path path : all) {
        if (paths.size() == MOST) {
          throw new FileSystemException(
              directory.toString(), null, "it has more than " + MOST + " files");
        }
        paths.add(path);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    paths.sort(null);
    return paths;
  }

  private static FoundKinds nothing(String problem) {
    return new FoundKinds(List.of(), Map.of(), Optional.of(problem));
  }
}
