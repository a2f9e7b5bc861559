package io.github.cfexporter.credentials;

import java.net.IDN;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The accounts or zones that a setting lists, each by its id or by a name, in any case. A zone's name
 * may be given in its own script or as Cloudflare has it, with or without a dot at its end.
 */
public final class Selection {
  /** Items as they were given, by what they are compared with. */
  private final Map<String, String> items = new LinkedHashMap<>();

  private Selection(Collection<String> items) {
    items.forEach(item -> this.items.putIfAbsent(comparable(item), item));
  }

  public static Selection of(Collection<String> items) {
    return new Selection(items);
  }

  public boolean isEmpty() {
    return items.isEmpty();
  }

  /** Whether it lists something that is known by these: its id, and what it is called. */
  public boolean lists(String... idAndNames) {
    for (String one : idAndNames) {
      if (!items.isEmpty() && items.containsKey(comparable(one))) {
        return true;
      }
    }
    return false;
  }

  /** The items, as they were given, that are none of these ids and names. */
  public Set<String> strangers(Collection<List<String>> known) {
    Map<String, String> left = new LinkedHashMap<>(items);
    known.forEach(idAndNames -> idAndNames.forEach(one -> left.remove(comparable(one))));
    return new LinkedHashSet<>(left.values());
  }

  private static String comparable(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    String plain = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    return plain.chars().allMatch(c -> c < 0x80) ? plain : ascii(plain);
  }

  private static String ascii(String text) {
    try {
      return IDN.toASCII(text);
    } catch (IllegalArgumentException notADomain) {
      return text; // such as an account's name
    }
  }
}
