package io.github.cfexporter.simulator.graphql;

import graphql.normalized.ExecutableNormalizedField;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the API differs from the one that its schema describes, from the moment on that a test says
 * so: fields that are gone, and whether account-based rate limiting is known.
 */
public final class Drift {
  private final Set<Gone> gone = ConcurrentHashMap.newKeySet();
  private volatile Words words = Words.NAME;
  private volatile Header header = Header.ACCEPTED;

  private record Gone(String type, String field) {}

  /** In which words the lack of a field is told. */
  public enum Words {
    /** {@code unknown field "x"}. */
    NAME,
    /** {@code Cannot query field "x" on type "y"}. */
    NAME_AND_TYPE,
    /** Nothing is named. */
    NOTHING
  }

  /** What becomes of {@code X-Rate-Limit-Type: account-based}. */
  public enum Header {
    ACCEPTED,
    /** The call counts against the token's budget, as if there were no header. */
    IGNORED,
    REFUSED
  }

  public Drift() {}

  /** Takes the fields away that no page of Cloudflare's documents. */
  public void removeUndocumented() {
    remove("Query", "cost");
    remove("viewer", "budget");
  }

  /** Takes a dataset away, from the data and from {@code settings}. */
  public void removeDataset(String dataset) {
    for (String scope : List.of("zone", "account")) {
      remove(scope, dataset);
      remove(Character.toUpperCase(scope.charAt(0)) + scope.substring(1) + "Settings", dataset);
    }
  }

  /**
   * Takes a field away.
   *
   * @param type such as {@code ZoneHttpRequestsAdaptiveGroupsSum}
   */
  public void remove(String type, String field) {
    gone.add(new Gone(type, field));
  }

  /** Everything is there again. */
  public void restore() {
    gone.clear();
  }

  public void words(Words told) {
    words = told;
  }

  public void header(Header fate) {
    header = fate;
  }

  /** Whether a call with the header is account-based; fails with a {@link Refusal}. */
  boolean isAccountBased(boolean hasHeader) {
    if (hasHeader && header == Header.REFUSED) {
      throw Refusal.badDocument("error parsing args: rate limit type is not known");
    }
    return hasHeader && header == Header.ACCEPTED;
  }

  /** Fails with a {@link Refusal} that is about the first field that is gone. */
  void check(List<ExecutableNormalizedField> fields) {
    for (ExecutableNormalizedField field : fields) {
      for (String type : field.getObjectTypeNames()) {
        if (gone.contains(new Gone(type, field.getFieldName()))) {
          throw unknown(type, field.getFieldName());
        }
      }
      check(field.getChildren());
    }
  }

  private Refusal unknown(String type, String field) {
    return Refusal.badDocument(
        switch (words) {
          case NAME -> "unknown field \"" + field + "\"";
          case NAME_AND_TYPE -> "Cannot query field \"" + field + "\" on type \"" + type + "\"";
          case NOTHING -> "query contains error, please review it and retry";
        });
  }
}
