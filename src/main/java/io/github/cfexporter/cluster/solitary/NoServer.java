package io.github.cfexporter.cluster.solitary;

import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.internal.nio.ConnectionListener;
import com.hazelcast.internal.server.NetworkStats;
import com.hazelcast.internal.server.Server;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerConnectionManager;
import com.hazelcast.internal.server.ServerContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The network of a member that has none. */
final class NoServer implements Server {
  private final NoConnections connections = new NoConnections(this);
  private volatile boolean live;

  @Override
  public ServerContext getContext() {
    throw new IllegalStateException("a solitary member has no network");
  }

  @Override
  public ServerConnectionManager getConnectionManager(EndpointQualifier qualifier) {
    return connections;
  }

  @Override
  public Collection<ServerConnection> getConnections() {
    return List.of();
  }

  @Override
  public Map<EndpointQualifier, NetworkStats> getNetworkStats() {
    return Map.of();
  }

  @Override
  public boolean isLive() {
    return live;
  }

  @Override
  public void start() {
    live = true;
  }

  @Override
  public void stop() {
    live = false;
  }

  @Override
  public void shutdown() {
    live = false;
  }

  @Override
  public void addConnectionListener(ConnectionListener<ServerConnection> listener) {}
}
