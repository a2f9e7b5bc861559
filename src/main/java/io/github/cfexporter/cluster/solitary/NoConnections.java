package io.github.cfexporter.cluster.solitary;

import com.hazelcast.cluster.Address;
import com.hazelcast.internal.nio.ConnectionListener;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.server.NetworkStats;
import com.hazelcast.internal.server.Server;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerConnectionManager;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The connections of a member that never has one. */
record NoConnections(Server server) implements ServerConnectionManager {
  private static final NetworkStats NOTHING = new NetworkStats() {
    @Override
    public long getBytesReceived() {
      return 0;
    }

    @Override
    public long getBytesSent() {
      return 0;
    }
  };

  @Override
  public Collection<ServerConnection> getConnections() {
    return List.of();
  }

  @Override
  public boolean register(
      Address primary,
      Address target,
      Collection<Address> aliases,
      UUID member,
      ServerConnection connection,
      int plane) {
    return false;
  }

  @Override
  public ServerConnection get(Address address, int plane) {
    return null;
  }

  @Override
  public List<ServerConnection> getAllConnections(Address address) {
    return List.of();
  }

  @Override
  public ServerConnection getOrConnect(Address address, int plane) {
    return null;
  }

  @Override
  public ServerConnection getOrConnect(Address address, boolean silent, int plane) {
    return null;
  }

  @Override
  public boolean transmit(Packet packet, Address target, int plane) {
    return false;
  }

  @Override
  public NetworkStats getNetworkStats() {
    return NOTHING;
  }

  @Override
  public Server getServer() {
    return server;
  }

  @Override
  public void addConnectionListener(ConnectionListener<ServerConnection> listener) {}

  @Override
  public void accept(Packet packet) {}
}
