package io.github.cfexporter.simulator.world;

import java.util.List;

/** Where traffic comes from and passes through. */
public final class Places {
  public static final List<String> COUNTRIES =
      List.of("US", "DE", "GB", "JP", "BR", "IN", "FR", "ZA", "XX", "T1");

  public static final List<Colo> COLOS = List.of(
      new Colo("FRA", "Frankfurt", "DE", "WEUR"),
      new Colo("IAD", "Ashburn", "US", "ENAM"),
      new Colo("NRT", "Tokyo", "JP", "APAC"),
      new Colo("GRU", "São Paulo", "BR", "SAM"),
      new Colo("JNB", "Johannesburg", "ZA", "AFR"));

  /** A data centre by its airport. */
  public record Colo(String code, String city, String country, String region) {}

  public static <T> T pick(List<T> things, long noise) {
    return things.get((int) Math.floorMod(noise, (long) things.size()));
  }

  private Places() {}
}
