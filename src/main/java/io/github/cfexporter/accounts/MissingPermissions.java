package io.github.cfexporter.accounts;

import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.runtime.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells which permissions every credential lacks for an account; the log hears of each once. */
final class MissingPermissions {
  private static final Logger logger = LoggerFactory.getLogger(MissingPermissions.class);

  /** How many zones a sentence names. */
  private static final int EXAMPLES = 3;

  private final Readers readers;
  private final Time time;
  private final String account;
  private Set<String> told = Set.of();

  MissingPermissions(Readers readers, Time time, String account) {
    this.readers = readers;
    this.time = time;
    this.account = account;
  }

  /**
   * One sentence a permission.
   *
   * @param name of the account
   * @param zones their names by id
   */
  List<String> sentences(String name, Map<String, String> zones) {
    List<String> sentences = new ArrayList<>();
    for (Readers.Gap gap : readers.gaps(account, time.millis())) {
      List<String> names = gap.scopes().stream()
          .filter(zones::containsKey)
          .map(zones::get)
          .sorted()
          .toList();
      String where = "for " + (names.isEmpty() ? "account " + name : some(names));
      sentences.add(gap.permission().missing(gap.credential(), where));
    }
    sentences.stream()
        .filter(sentence -> !told.contains(sentence))
        .forEach(sentence ->
            logger.warn("a permission is missing: account={} problem=\"{}\"", account, sentence));
    told = Set.copyOf(sentences);
    return sentences;
  }

  private static String some(List<String> names) {
    return names.size() <= EXAMPLES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, EXAMPLES)) + " and " + (names.size() - EXAMPLES)
            + " more";
  }
}
