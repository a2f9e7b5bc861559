package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Window;
import java.util.Map;

/**
 * What became of an {@link Ask}, zone by zone (the account's key is empty).
 *
 * @param outcomes one for every want
 */
public record Asked(Map<String, Outcome> outcomes) {
  public Asked {
    outcomes = Map.copyOf(outcomes);
  }

  /** The ways in which asking for one zone can end. */
  public sealed interface Outcome {}

  /**
   * The window has been read to its end.
   *
   * @param lostSeconds between the watermark and the window, given up
   * @param full whether as many rows came as were asked for, so that some may be missing
   */
  public record Fetched(Window window, long lostSeconds, Delta delta, int rows, boolean full)
      implements Outcome {}

  /** Cloudflare refused this source for this zone, whatever it is asked with. */
  public record Refused(Refusal refusal, CloudflareException cause, Window window)
      implements Outcome {}

  /** The call failed for a reason that has nothing to do with this zone or source. */
  public record Failed(CloudflareException cause) implements Outcome {}

  /** This zone may take long, and the others are not to wait for it: ask for it by itself. */
  public record Apart() implements Outcome {}

  /** Nothing was due any more when the permit came. */
  public record NotDue() implements Outcome {}
}
