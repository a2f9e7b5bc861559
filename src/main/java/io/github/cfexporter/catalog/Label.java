package io.github.cfexporter.catalog;

import java.util.List;

/**
 * One label of a family.
 *
 * @param paths what it is read from: one leaf, or as many as the transform takes; none for a constant
 * @param constant the value itself where {@code as} is {@link Transform#CONSTANT}, otherwise empty
 */
public record Label(String name, List<String> paths, Transform as, String constant) {

  public Label {
    paths = List.copyOf(paths);
  }

  /** How the leaf's text becomes the label's value. */
  public enum Transform {
    /** As Cloudflare writes it. */
    TEXT,
    /** An HTTP status; {@code 404} becomes {@code 4xx} when {@code httpStatusGroup} is set. */
    STATUS,
    /** A rule id and its description become the rule's name; the name from REST wins. */
    RULE_NAME,
    /** A bot score becomes {@code 1-9} or {@code 10-29}. */
    BOT_SCORE_RANGE,
    /** The same text for every row. */
    CONSTANT
  }
}
