package io.github.cfexporter.check;

import io.github.cfexporter.cloudflare.rest.Account;
import io.github.cfexporter.cloudflare.rest.Zone;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the credentials together see of one account.
 *
 * @param credentials ids of those that see it, the preferred one first
 * @param zones all of them, before any filter
 * @param selected those that the settings leave, the zones of one plan together
 * @param readers ids of the credentials that see a zone, by its id
 * @param problem why its zones could not be listed
 */
public record VisibleAccount(
    Account account,
    List<String> credentials,
    List<Zone> zones,
    List<Zone> selected,
    Map<String, List<String>> readers,
    Optional<String> problem) {
  public VisibleAccount {
    credentials = List.copyOf(credentials);
    zones = List.copyOf(zones);
    selected = List.copyOf(selected);
    readers = Map.copyOf(readers);
  }

  /** For people: the name, or the id where there is none. */
  public String name() {
    return account.name().isEmpty() ? account.id() : account.name();
  }
}
