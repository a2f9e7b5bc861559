package io.github.cfexporter.catalog.live;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.CatalogException;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.Mistake;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.UserFile;
import io.github.cfexporter.catalog.file.KindReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts a user's query kinds beside the built-in ones: in the place of the one that has the same name,
 * otherwise behind them all, in the order of their names.
 */
public final class UserKindsReader {
  private final List<QueryKind> builtIn = Catalog.bundled().all();
  private final TakenNames taken;

  private UserKindsReader(TakenNames taken) {
    this.taken = taken;
  }

  /**
   * The kinds of files and the built-in ones that no file replaces.
   *
   * @param taken names that the files cannot give
   * @throws CatalogException with every mistake in the files
   */
  public static Catalog read(Collection<UserFile> files, TakenNames taken) {
    return files.isEmpty() ? Catalog.bundled() : new UserKindsReader(taken).read(files);
  }

  private Catalog read(Collection<UserFile> files) {
    Set<String> replaced = files.stream().map(UserFile::kind).collect(Collectors.toSet());
    List<QueryKind> others =
        builtIn.stream().filter(kind -> !replaced.contains(kind.name())).toList();
    KindReader reader = new KindReader(taken.kinds(), taken.familiesWith(others));
    List<Mistake> misnamed = new ArrayList<>();
    Map<String, QueryKind> own = new LinkedHashMap<>();
    Map<String, UserFile> origins = new LinkedHashMap<>();
    for (UserFile file : files) {
      reader.read(file.path(), file.text()).ifPresent(kind -> {
        own.put(kind.name(), kind);
        origins.put(kind.name(), file);
        check(kind, file, misnamed);
      });
    }
    List<Mistake> mistakes = new ArrayList<>(reader.mistakes());
    mistakes.addAll(misnamed);
    if (!mistakes.isEmpty()) {
      throw new CatalogException(mistakes);
    }
    return Catalog.of(inOrder(own), origins);
  }

  private void check(QueryKind kind, UserFile file, List<Mistake> mistakes) {
    if (!kind.name().equals(file.kind())) {
      mistakes.add(new Mistake(
          file.path(),
          file.lineOf(kind.name()),
          "kind " + kind.name() + " must have the name of its file, " + file.kind()));
    }
    for (Family family : kind.families()) {
      taken.beginnings().stream()
          .filter(family.name()::startsWith)
          .forEach(beginning -> mistakes.add(new Mistake(
              file.path(),
              file.lineOf(family.name()),
              "metric " + family.name() + " must not begin with " + beginning
                  + ", as metrics of the exporter itself do")));
    }
  }

  private List<QueryKind> inOrder(Map<String, QueryKind> own) {
    Map<String, QueryKind> all = builtIn.stream()
        .collect(Collectors.toMap(
            QueryKind::name, Function.identity(), (one, same) -> one, LinkedHashMap::new));
    all.putAll(own); // a name that is there keeps its place
    return List.copyOf(all.values());
  }
}
