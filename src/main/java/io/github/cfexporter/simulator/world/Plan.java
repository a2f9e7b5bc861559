package io.github.cfexporter.simulator.world;

import java.util.Locale;

/** What a zone pays for; the names are those of {@code plan} in {@code GET /zones}. */
public enum Plan {
  FREE("0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee", "Free Website", 0),
  PRO("1feeeeeeeeeeeeeeeeeeeeeeeeeeeeee", "Pro Website", 20),
  BUSINESS("2feeeeeeeeeeeeeeeeeeeeeeeeeeeeee", "Business Website", 200),
  ENTERPRISE("94f3b7b768b0458b56d2cac4fe5ec0f9", "Enterprise Website", 5000);

  public final String id;
  public final String title;
  public final int dollars;

  Plan(String id, String title, int dollars) {
    this.id = id;
    this.title = title;
    this.dollars = dollars;
  }

  /** The value of {@code plan.legacy_id}. */
  public String legacyId() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Position on the price list, free first: the column of a limit that depends on the plan. */
  public int tier() {
    return switch (this) {
      case FREE -> 0;
      case PRO -> 1;
      case BUSINESS -> 2;
      case ENTERPRISE -> 3;
    };
  }
}
