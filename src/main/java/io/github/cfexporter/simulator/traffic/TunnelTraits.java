package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.world.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Health checks of Magic Transit tunnels, one result per tunnel and data centre. */
final class TunnelTraits {
  private static final List<String> TUNNELS = List.of("gre-berlin", "gre-zürich", "ipsec \"lab\"");

  static List<Traits> all() {
    List<Traits> sorts = new ArrayList<>();
    for (Places.Colo colo : Places.COLOS) {
      for (int tunnel = 0; tunnel < TUNNELS.size(); tunnel++) {
        sorts.add(result(tunnel, colo, "healthy"));
      }
    }
    sorts.add(result(2, Places.COLOS.get(4), "degraded"));
    sorts.add(result(2, Places.COLOS.get(3), "down"));
    return sorts;
  }

  private static Traits result(int tunnel, Places.Colo colo, String status) {
    double state = status.equals("healthy") ? 1 : status.equals("degraded") ? 0.5 : 0;
    return Traits.builder()
        .number("active", tunnel == 1 && colo.code().equals("JNB") ? 0 : 1)
        .text("edgeColoCity", colo.city())
        .text("edgeColoCode", colo.code())
        .text("edgeColoCountry", colo.country())
        .text("edgeColoName", colo.code().toLowerCase(Locale.ROOT) + "01")
        .text("edgeColoRegion", colo.region())
        .text("edgePopName", colo.code().toLowerCase(Locale.ROOT))
        .text("remoteTunnelIPv4", "203.0.113." + (tunnel + 1))
        .text("resultStatus", status)
        .text("siteName", "site-" + tunnel)
        .text("tunnelName", TUNNELS.get(tunnel))
        .measure("tunnelState", state)
        .build();
  }

  private TunnelTraits() {}
}
