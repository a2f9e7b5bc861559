package io.github.cfexporter.bus;

import java.util.Set;

/**
 * Other credentials are configured now, or another one is valid: who reads what may have changed.
 *
 * @param present ids of all that are configured
 * @param valid ids of those that Cloudflare lets in, as far as is known
 */
public record CredentialsChanged(Set<String> present, Set<String> valid) {
  public static final String ADDRESS = "credentials.changed";

  public CredentialsChanged {
    present = Set.copyOf(present);
    valid = Set.copyOf(valid);
  }
}
