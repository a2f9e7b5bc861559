package io.github.cfexporter.accounts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Label values for accounts and zones, each used once, so that no two series can be the same. */
public final class Names {

  /** As dashboards know accounts: lower case, spaces replaced. */
  public static String account(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  /**
   * Tells things of the same name apart: the one with the lowest id keeps the plain name, the others
   * get their id behind it.
   *
   * @param names by id
   */
  public static Map<String, String> unique(Map<String, String> names) {
    Map<String, String> labels = new HashMap<>();
    Set<String> taken = new HashSet<>();
    new TreeMap<>(names).forEach((id, name) -> {
      String label = taken.add(name) ? name : name + "-" + id;
      taken.add(label);
      labels.put(id, label);
    });
    return labels;
  }

  private Names() {}
}
