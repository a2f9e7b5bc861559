package io.github.cfexporter.permits;

import java.util.HashMap;
import java.util.Map;

/**
 * Accounts whose zones a credential may not ask for nested in the account, since it has permissions
 * of zones alone. They are asked for in the plain form, and about once an hour one document tries
 * the other again.
 *
 * <p>All instants are milliseconds since the epoch. Not for use by several threads.
 */
public final class NestedRefusals {
  static final long TRIED_AGAIN_MILLIS = 3_600_000;

  private final Map<Key, Long> triedAt = new HashMap<>();

  private record Key(String credential, String account) {}

  /** Whether the next document may be nested; where it was refused, one an hour may. */
  public boolean mayNest(String credential, String account, long now) {
    Long tried = triedAt.get(new Key(credential, account));
    if (tried == null) {
      return true;
    }
    boolean again = now >= tried + TRIED_AGAIN_MILLIS || now < tried;
    if (again) {
      triedAt.put(new Key(credential, account), now);
    }
    return again;
  }

  /** Notes a refusal of the nested form; answers whether it is news. */
  public boolean refused(String credential, String account, long now) {
    return triedAt.put(new Key(credential, account), now) == null;
  }

  /** Notes an answer to the nested form; answers whether it is news. */
  public boolean accepted(String credential, String account) {
    return triedAt.remove(new Key(credential, account)) != null;
  }

  /** Forgets an account that is gone. */
  public void forget(String account) {
    triedAt.keySet().removeIf(key -> key.account().equals(account));
  }
}
