package io.github.cfexporter.cloudflare.graphql;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How a document is put: the same question and the same rows, in another frame. */
public record Wording(Form form, Set<Undocumented> undocumented) {

  /** Where the zones of a document stand. */
  public enum Form {
    /** Directly below {@code viewer}: zone permissions suffice, but no call is account-based. */
    PLAIN,
    /**
     * Below their account: what account-based calls want, and what a token with zone permissions
     * alone is not authorized for. https://developers.cloudflare.com/analytics/graphql-api/limits/
     */
    NESTED
  }

  /** A field that is asked beside the question though nothing documents it: it may go any day. */
  public enum Undocumented {
    COST,
    BUDGET;

    /** Its name in the schema. */
    public String field() {
      return name().toLowerCase(Locale.ROOT);
    }

    List<String> path() {
      return this == COST ? List.of("cost") : List.of("viewer", "budget");
    }
  }

  public Wording {
    undocumented = Set.copyOf(undocumented);
  }

  /** With every undocumented field. */
  public static Wording of(Form form) {
    return new Wording(form, EnumSet.allOf(Undocumented.class));
  }

  /** Which undocumented fields an error is about by its path; mostly none. */
  public static Set<Undocumented> undocumentedAt(List<String> path) {
    return Arrays.stream(Undocumented.values())
        .filter(field -> field.path().equals(path))
        .collect(Collectors.toUnmodifiableSet());
  }

  boolean isNested() {
    return form == Form.NESTED;
  }

  /** The beginning of every document, as far as the first field of {@code viewer}. */
  void begin(StringBuilder graphql) {
    graphql
        .append("{ ")
        .append(undocumented.contains(Undocumented.COST) ? "cost " : "")
        .append("viewer {");
    if (undocumented.contains(Undocumented.BUDGET)) {
      graphql.append(" budget");
    }
  }
}
