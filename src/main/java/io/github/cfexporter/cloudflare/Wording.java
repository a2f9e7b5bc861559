package io.github.cfexporter.cloudflare;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How a document is put: the same question and the same rows, in another frame. */
public record Wording(Form form, Set<Luxury> luxuries) {

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
  public enum Luxury {
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
    luxuries = Set.copyOf(luxuries);
  }

  /** With every luxury. */
  public static Wording of(Form form) {
    return new Wording(form, EnumSet.allOf(Luxury.class));
  }

  /** Which luxuries an error is about by its path; mostly none. */
  public static Set<Luxury> luxuriesAt(List<String> path) {
    return Arrays.stream(Luxury.values())
        .filter(luxury -> luxury.path().equals(path))
        .collect(Collectors.toUnmodifiableSet());
  }

  boolean isNested() {
    return form == Form.NESTED;
  }

  /** The beginning of every document, as far as the first field of {@code viewer}. */
  void begin(StringBuilder graphql) {
    graphql.append("{ ").append(luxuries.contains(Luxury.COST) ? "cost " : "").append("viewer {");
    if (luxuries.contains(Luxury.BUDGET)) {
      graphql.append(" budget");
    }
  }
}
