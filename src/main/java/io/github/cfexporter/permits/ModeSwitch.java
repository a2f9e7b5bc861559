package io.github.cfexporter.permits;

import io.github.cfexporter.settings.values.RateLimitMode;

/**
 * Which of the two GraphQL budgets the calls of one credential count against: its own, or with {@code
 * X-Rate-Limit-Type: account-based} those of the accounts. In mode {@code auto} the accounts pay once
 * the credential's budget holds data back: at {@value #LOOKS} looks in a row, one a refresh, some call
 * waits longer than a refresh while nothing is paused; or at one look, if some call waits as long as
 * they would take. Where the API does not take the header, the credential pays again, whatever the mode,
 * and the header is not tried for an hour.
 *
 * <p>All instants are milliseconds since the epoch. Not for use by several threads.
 */
public final class ModeSwitch {
  static final int LOOKS = 3;
  static final long AVOIDED_MILLIS = 3_600_000;

  private int starvedLooks;
  private boolean accountsPay;
  private boolean proven;
  private boolean avoided;
  private long avoidedUntil;

  /** Whether the accounts pay now. */
  public boolean isAccountBased(RateLimitMode configured, long now) {
    if (avoided && now >= avoidedUntil) {
      avoided = false;
    }
    return switch (configured) {
      case TOKEN -> false;
      case ACCOUNT -> !avoided;
      case AUTO -> accountsPay && !avoided;
    };
  }

  /**
   * Looks, once a refresh, how long calls wait that the credential pays for.
   *
   * @param wait the longest of those that wait now, as far as it is known, in milliseconds; 0 when none does
   * @param refresh the interval of refreshes, in milliseconds
   * @param paused whether Cloudflare has asked for a pause, which no change of budget ends
   * @return whether the accounts pay from now on
   */
  public boolean look(long wait, long refresh, boolean paused, long now) {
    boolean starved = wait > refresh && !paused;
    boolean certain = starved && wait > LOOKS * refresh;
    starvedLooks = starved ? starvedLooks + (certain ? LOOKS : 1) : 0;
    boolean before = isAccountBased(RateLimitMode.AUTO, now);
    if (starvedLooks >= LOOKS && !avoided) {
      accountsPay = true;
    }
    return !before && isAccountBased(RateLimitMode.AUTO, now);
  }

  /** An account-based call was answered. */
  public void accepted() {
    proven = true;
  }

  /** Whether an account-based call was ever answered since the header was last refused. */
  public boolean isProven() {
    return proven;
  }

  /** Notes that the API did not take the header; answers whether it is news. */
  public boolean refused(long now) {
    boolean news = !avoided;
    proven = false;
    accountsPay = false;
    starvedLooks = 0;
    avoided = true;
    avoidedUntil = now + AVOIDED_MILLIS;
    return news;
  }
}
