package io.github.cfexporter.credentials;

import io.github.cfexporter.cloudflare.rest.Account;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which accounts one credential reaches, and what is in its way.
 *
 * @param token what is known of the credential itself
 * @param accounts by id; without a name where the credential may not read it
 * @param presumed those of the accounts of which only the configuration says that it may read them
 * @param missing permissions without which it does not even see accounts or zones
 * @param obstacles what else an operator has to mend, a sentence each
 * @param failed whether Cloudflare could not be asked, so that there may be more accounts
 */
public record Reach(
    TokenState token,
    Map<String, Account> accounts,
    Set<String> presumed,
    Set<Permission> missing,
    Set<String> obstacles,
    boolean failed) {
  public Reach {
    accounts = Collections.unmodifiableMap(new TreeMap<>(accounts));
    presumed = Set.copyOf(presumed);
    missing = Set.copyOf(missing);
    obstacles = Set.copyOf(obstacles);
  }

  /** Everything that an operator has to mend, a sentence each, in a fixed order. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    token.problem().ifPresent(problems::add);
    missing.stream().sorted().forEach(lack -> problems.add(lack.missing(token.credential(), "")));
    obstacles.stream().sorted().forEach(problems::add);
    return problems;
  }
}
