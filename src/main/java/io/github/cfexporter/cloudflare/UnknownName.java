package io.github.cfexporter.cloudflare;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name that Cloudflare's schema does not know, as a refusal words it: {@code unknown field
 * "cost"}, {@code Cannot query field "budget" on type "viewer"} and the like.
 *
 * @param name of a field or an argument
 * @param type of the object that lacks it; empty when it is not told
 */
public record UnknownName(String name, String type) {
  private static final String WORD = "[\"'`]?(\\w+)[\"'`]?";

  /** The first that fits decides; those that name the type go first. */
  private static final List<Pattern> WORDINGS = List.of(
      pattern("cannot query field " + WORD + "(?: on type " + WORD + ")?"),
      pattern("field " + WORD + " (?:in|on|of) type " + WORD),
      pattern("type " + WORD + " has no field " + WORD),
      pattern("(?:unknown|undefined|no such) (?:field|arg(?:ument)?) " + WORD
          + "(?: (?:in|on|of|for) (?:type |field )?" + WORD + ")?"),
      pattern("field " + WORD + " (?:does not exist|is not defined|is undefined|not found)"));

  private static final int TYPE_FIRST = 2;

  /** Reads a message; empty when it names nothing. */
  public static Optional<UnknownName> in(String message) {
    for (int i = 0; i < WORDINGS.size(); i++) {
      Matcher words = WORDINGS.get(i).matcher(message);
      if (words.find()) {
        String one = words.group(1);
        String other =
            Optional.ofNullable(words.groupCount() > 1 ? words.group(2) : null).orElse("");
        return Optional.of(
            i == TYPE_FIRST ? new UnknownName(other, one) : new UnknownName(one, other));
      }
    }
    return Optional.empty();
  }

  /** Every name that the faults of a refusal tell. */
  public static List<UnknownName> in(CloudflareException cause) {
    return cause.faults().stream()
        .filter(fault -> fault.refusal() instanceof Refusal.Schema)
        .flatMap(fault -> in(fault.error().message()).stream())
        .toList();
  }

  private static Pattern pattern(String words) {
    return Pattern.compile(words, Pattern.CASE_INSENSITIVE);
  }
}
