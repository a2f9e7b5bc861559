package io.github.cfexporter.cloudflare.graphql;

import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.counting.Window;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One dataset asked for one window.
 *
 * @param alias the name of its rows in the answer; unique within a document
 * @param limit most rows per zone or account; as many rows as this may mean that some are missing
 */
public record Node(String alias, Source source, Window window, int limit) {
  private static final Pattern ALIAS = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Pattern BLOCK = Pattern.compile("b[0-9]+");
  private static final Set<String> TAKEN = Set.of("zones", "zoneTag", "accountTag", "settings");

  public Node {
    if (!ALIAS.matcher(alias).matches()
        || BLOCK.matcher(alias).matches()
        || TAKEN.contains(alias)) {
      throw new IllegalArgumentException("not usable as an alias: " + alias);
    }
    if (limit < 1) {
      throw new IllegalArgumentException("a node must ask for a row at least: " + limit);
    }
  }

  /** The rows really asked for: sources that want the newest rows only never ask for more. */
  public int rows() {
    return Math.min(limit, source.newest().orElse(limit));
  }
}
