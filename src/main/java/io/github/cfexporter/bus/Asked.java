package io.github.cfexporter.bus;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Window;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of an {@link Ask}, zone by zone (the account's key is empty).
 *
 * @param outcomes one for every request
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
   * @param refused values that no counter takes, such as negative ones; they are left out
   * @param damage tells that something stood where the schema promises something else; the rest is
   *     what could be read
   */
  public record Fetched(
      Window window,
      long lostSeconds,
      Delta delta,
      int rows,
      boolean full,
      int refused,
      Optional<CloudflareException> damage)
      implements Outcome {

    /** The same window with other figures. */
    public Fetched having(Delta other) {
      return new Fetched(window, lostSeconds, other, rows, full, refused, damage);
    }

    /** Two nodes of the same window. */
    public Fetched with(Fetched other) {
      return new Fetched(
          window,
          lostSeconds,
          delta.with(other.delta),
          rows + other.rows,
          full || other.full,
          refused + other.refused,
          damage.or(other::damage));
    }
  }

  /**
   * Cloudflare refused this source for this zone, whatever it is asked with.
   *
   * @param nodes names of the source's nodes that the refusal is about
   */
  public record Refused(
      Refusal refusal, CloudflareException cause, Window window, Set<String> nodes)
      implements Outcome {
    public Refused {
      nodes = Set.copyOf(nodes);
    }
  }

  /**
   * The API's schema has no such dataset or field, whatever the zone; asked again now and then.
   *
   * @param nodes names of the source's nodes that ask for it
   */
  public record NotInSchema(CloudflareException cause, Set<String> nodes) implements Outcome {
    public NotInSchema {
      nodes = Set.copyOf(nodes);
    }
  }

  /** The call failed for a reason that has nothing to do with this zone or source. */
  public record Failed(CloudflareException cause) implements Outcome {}

  /**
   * This zone may take long, and the others are not to wait for it: ask for it by itself.
   *
   * @param cause why it has just failed, if it has
   */
  public record Apart(Optional<CloudflareException> cause) implements Outcome {}

  /** Nothing was due any more when the permit came. */
  public record NotDue() implements Outcome {}
}
