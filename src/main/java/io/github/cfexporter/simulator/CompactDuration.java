package io.github.cfexporter.simulator;

/** Durations as refusals print them: {@code 52w1d1h}, {@code 1d1s620ms}, {@code 0s}. */
public final class CompactDuration {
  private static final long[] MILLIS = {604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1};
  private static final String[] UNITS = {"w", "d", "h", "m", "s", "ms"};

  public static String ofMillis(long millis) {
    StringBuilder text = new StringBuilder();
    long rest = millis;
    for (int unit = 0; unit < MILLIS.length; unit++) {
      long amount = rest / MILLIS[unit];
      rest %= MILLIS[unit];
      if (amount > 0) {
        text.append(amount).append(UNITS[unit]);
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }

  public static String ofSeconds(long seconds) {
    return ofMillis(seconds * 1000);
  }

  private CompactDuration() {}
}
