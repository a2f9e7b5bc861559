package io.github.cfexporter.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One label of a family.
 *
 * @param paths what it is read from: one leaf, or as many as the transform takes; none for a constant
 * @param constant the value itself where {@code as} is {@link Transform#CONSTANT}, otherwise empty
 * @param top how many values it has at most, the rest of which count as {@code other}; empty for all
 * @param values what texts become where {@code as} is {@link Transform#ENUM}, otherwise empty
 */
public record Label(
    String name,
    List<String> paths,
    Transform as,
    String constant,
    Map<String, String> values,
    OptionalInt top) {

  /**
   * Begins a path that is read from the row although the metric reads the elements of a list, as
   * {@code row.lbName} beside {@code each: pools}.
   */
  public static final String ROW = "row.";

  /**
   * Labels whose values are written by whoever sends a request, so that anybody may make as many of
   * them as they like: the Host header of a wildcard zone, and the method, which HTTP leaves open
   * (https://www.rfc-editor.org/rfc/rfc9110#section-9.1). Values of all other labels are chosen by
   * Cloudflare (countries, data centres, statuses) or by the operator (rules, pools, scripts).
   */
  private static final Set<String> UNBOUNDED = Set.of("host", "method");

  public Label {
    paths = List.copyOf(paths);
    values = Map.copyOf(values);
  }

  /** A label whose transform needs no table. */
  public Label(String name, List<String> paths, Transform as, String constant) {
    this(name, paths, as, constant, Map.of(), OptionalInt.empty());
  }

  /** Whether strangers choose the values of a label of that name. */
  public static boolean isUnbounded(String name) {
    return UNBOUNDED.contains(name);
  }

  /** Whether a path is read from the row whatever the metric's {@code each} says. */
  public static boolean isOfRow(String path) {
    return path.startsWith(ROW);
  }

  /** The leaf that a path names in its row or element. */
  public static String leaf(String path) {
    return isOfRow(path) ? path.substring(ROW.length()) : path;
  }

  /** How the leaf's text becomes the label's value. */
  public enum Transform {
    /** As Cloudflare writes it. */
    TEXT(1),
    /** An HTTP status; {@code 404} becomes {@code 4xx} when {@code httpStatusGroup} is set. */
    STATUS(1),
    /** A rule id and its description become the rule's name; the name from REST wins. */
    RULE_NAME(2),
    /** A bot score becomes {@code 1-9} or {@code 10-29}. */
    BOT_SCORE_RANGE(1),
    /** In lower case. */
    LOWER(1),
    /** 0 and 1 become {@code false} and {@code true}. */
    BOOLEAN(1),
    /** What the table of the label says; a text that it does not have stays as it is. */
    ENUM(1),
    /** The path of a URL without its query, and without what is different for every object. */
    PATH(1),
    /** The texts of a list, joined by commas. */
    JOINED(1),
    /** The first of two texts that is not empty. */
    EITHER(2),
    /** The same text for every row. */
    CONSTANT(0);

    /** How many paths it takes. */
    public final int arity;

    Transform(int arity) {
      this.arity = arity;
    }

    /** As a catalog file writes it: {@code rule-name}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
