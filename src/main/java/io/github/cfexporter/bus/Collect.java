package io.github.cfexporter.bus;

import java.util.List;

/**
 * Tells a query kind to bring one batch of an account up to date.
 *
 * @param part number of the batch, stable as long as its zones live; 0 for the account itself
 * @param targets zones of the batch, those that need nothing included
 * @param whole whether these are all; others are being prepared
 */
public record Collect(AccountView account, int part, List<Target> targets, boolean whole) {
  public Collect {
    targets = List.copyOf(targets);
  }

  public static String address(String kind) {
    return "collect." + kind;
  }
}
