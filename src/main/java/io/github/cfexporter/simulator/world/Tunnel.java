package io.github.cfexporter.simulator.world;

import java.util.ArrayList;
import java.util.List;

/**
 * A tunnel of an account.
 *
 * @param type {@code cfd_tunnel} or another sort, which has no connectors that are told of
 * @param status {@code healthy}, {@code degraded}, {@code down} or {@code inactive}
 */
public record Tunnel(
    String id,
    String name,
    String type,
    String status,
    boolean deleted,
    List<Connector> connectors) {
  private static final int NEVER_USED = 53;

  /**
   * A process that holds connections to Cloudflare.
   *
   * @param connections how many
   */
  public record Connector(
      String id, String version, String arch, String originIp, int connections) {}

  /** Some of every sort; who has the product has more than a page of them. */
  public static List<Tunnel> of(Account account) {
    List<Tunnel> tunnels = new ArrayList<>();
    tunnels.add(tunnel(account, "office", "healthy", 4, 4));
    tunnels.add(tunnel(account, "köln \"lab\"", "degraded", 2));
    tunnels.add(tunnel(account, "closed", "down"));
    tunnels.add(new Tunnel(
        Hash.uuid(account.id() + "mesh"), "mesh", "warp_connector", "healthy", false, List.of()));
    tunnels.add(new Tunnel(
        Hash.uuid(account.id() + "former"), "former", "cfd_tunnel", "down", true, List.of()));
    if (account.has(Entitlement.ZERO_TRUST)) {
      for (int i = 0; i < NEVER_USED; i++) {
        tunnels.add(tunnel(account, "never-used-" + i, "inactive"));
      }
    }
    return tunnels;
  }

  private static Tunnel tunnel(Account account, String name, String status, int... connections) {
    String id = Hash.uuid(account.id() + name);
    List<Connector> connectors = new ArrayList<>();
    for (int i = 0; i < connections.length; i++) {
      connectors.add(new Connector(
          Hash.uuid(id + i),
          "2026.2." + i,
          "linux_amd64",
          "198.51.100." + (i + 1),
          connections[i]));
    }
    return new Tunnel(id, name, "cfd_tunnel", status, false, connectors);
  }
}
