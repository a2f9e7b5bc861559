package io.github.cfexporter.exposition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Some sample lines of one family, as a scrape would show them now.
 *
 * @param lines that were looked for, as many as were wanted
 * @param more whether there may be others
 */
public record FamilyLines(List<String> lines, boolean more) {
  /** What is decompressed at most, so that a look costs no more than a part of a scrape. */
  private static final long MOST_BYTES = 32L << 20;

  public FamilyLines {
    lines = List.copyOf(lines);
  }

  /**
   * Looks for lines.
   *
   * @param words all of which a line must have, in any case; none means every line
   * @param most lines wanted
   */
  public static FamilyLines find(
      Collection<Fragment> fragments, String family, List<String> words, int most) {
    List<String> found = new ArrayList<>();
    long read = 0;
    for (Fragment fragment : fragments) {
      for (Fragment.Section section : fragment.sections()) {
        if (section.family().equals(family)) {
          for (Chunk chunk : section.chunks()) {
            if (found.size() > most || read > MOST_BYTES) {
              return new FamilyLines(found.subList(0, Math.min(most, found.size())), true);
            }
            read += chunk.plainLength();
            chunk.plain().lines().filter(line -> hasAll(line, words)).forEach(found::add);
          }
        }
      }
    }
    boolean more = found.size() > most;
    return new FamilyLines(more ? found.subList(0, most) : found, more);
  }

  private static boolean hasAll(String line, List<String> words) {
    String lower = line.toLowerCase(Locale.ROOT);
    return words.stream().allMatch(lower::contains);
  }
}
