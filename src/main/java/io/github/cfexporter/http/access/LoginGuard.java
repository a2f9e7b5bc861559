package io.github.cfexporter.http.access;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Slows down whoever guesses the password. Each address has a few tries and then one every two
 * seconds; further ones are refused without a look at the password. When many addresses guess at
 * once, wrong answers are also given late. A right password is never held up by other addresses. Not
 * safe for several threads.
 */
public final class LoginGuard {
  private static final int ADDRESSES = 4096;
  private static final int TRIES = 10;
  private static final long MILLIS_PER_TRY = 2_000;
  private static final int TRIES_OF_ALL = 100;
  private static final long MILLIS_PER_TRY_OF_ALL = 100;
  private static final long DELAY_MILLIS = 2_000;

  private final LongSupplier millis;
  private final Bucket ofAll;

  /** Those that have guessed wrong, the one that did so longest ago first. */
  private final Map<String, Bucket> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
      return size() > ADDRESSES;
    }
  };

  public LoginGuard(LongSupplier millis) {
    this.millis = millis;
    this.ofAll = new Bucket(TRIES_OF_ALL, MILLIS_PER_TRY_OF_ALL, millis.getAsLong());
  }

  /** How long an address has to wait until its next try, in milliseconds; 0 when it may try now. */
  public long pauseOf(String address) {
    Bucket bucket = byAddress.get(network(address));
    return bucket == null ? 0 : bucket.pause(millis.getAsLong());
  }

  /** Notes a wrong password; how long to hold the answer back, in milliseconds. */
  public long wrong(String address) {
    long now = millis.getAsLong();
    byAddress
        .computeIfAbsent(network(address), a -> new Bucket(TRIES, MILLIS_PER_TRY, now))
        .take(now);
    long pause = ofAll.pause(now);
    ofAll.take(now);
    return pause > 0 ? DELAY_MILLIS : 0;
  }

  /** Takes back what was noted before a password was looked at, which has turned out to be right. */
  public void right(String address) {
    Optional.ofNullable(byAddress.get(network(address))).ifPresent(Bucket::giveBack);
    ofAll.giveBack();
  }

  /** Of IPv6 whoever has one address has 2^64 of them: those of one network count together. */
  private static String network(String address) {
    if (!address.contains(":") || address.contains(".")) {
      return address;
    }
    String[] groups = address.split("::", 2)[0].split(":");
    return String.join(":", Arrays.copyOf(groups, Math.min(4, groups.length)));
  }

  /** Tries that come back with time. */
  private static final class Bucket {
    private final int most;
    private final long millisPerTry;

    /** When all tries are back. */
    private long fullAt;

    Bucket(int most, long millisPerTry, long now) {
      this.most = most;
      this.millisPerTry = millisPerTry;
      this.fullAt = now;
    }

    long pause(long now) {
      return Math.max(0, fullAt - now - (most - 1) * millisPerTry);
    }

    /** One that is empty stays so, and not for longer however often it is asked. */
    void take(long now) {
      fullAt = Math.min(Math.max(fullAt, now) + millisPerTry, now + most * millisPerTry);
    }

    void giveBack() {
      fullAt -= millisPerTry;
    }
  }
}
