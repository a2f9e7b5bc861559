package io.github.cfexporter.cluster.solitary;

import com.hazelcast.cluster.Address;
import com.hazelcast.instance.AddressPicker;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.ProtocolType;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.cluster.Joiner;
import com.hazelcast.internal.server.Server;
import com.hazelcast.internal.server.tcp.LocalAddressRegistry;
import com.hazelcast.internal.server.tcp.ServerSocketRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;

/**
 * A member that is alone for good: it opens no socket, starts no I/O thread and looks for nobody.
 * Hazelcast's public configuration can only choose which port a member opens, not that it opens none,
 * hence the internal types, pinned by {@code SingleMemberTest}.
 */
public final class SolitaryNode extends DefaultNodeContext {

  @Override
  public AddressPicker createAddressPicker(Node node) {
    return new NoSocket();
  }

  @Override
  public Joiner createJoiner(Node node) {
    return null; // Hazelcast's own word for "start as the only member"
  }

  @Override
  public Server createServer(
      Node node, ServerSocketRegistry sockets, LocalAddressRegistry addresses) {
    return new NoServer();
  }

  /** Answers the loopback address as a name for the member; nothing listens there. */
  private static final class NoSocket implements AddressPicker {
    private static final int PORT_IN_NAME_ONLY = 5701;

    private final Address address;

    NoSocket() {
      try {
        byte[] loopback = {127, 0, 0, 1};
        address = new Address("127.0.0.1", InetAddress.getByAddress(loopback), PORT_IN_NAME_ONLY);
      } catch (UnknownHostException e) {
        throw new IllegalStateException("four bytes are always an address", e);
      }
    }

    @Override
    public void pickAddress() {}

    @Override
    public Address getBindAddress(EndpointQualifier qualifier) {
      return address;
    }

    @Override
    public Address getPublicAddress(EndpointQualifier qualifier) {
      return address;
    }

    @Override
    public Map<EndpointQualifier, Address> getPublicAddressMap() {
      return Map.of(EndpointQualifier.resolve(ProtocolType.MEMBER, ""), address);
    }

    @Override
    public Map<EndpointQualifier, Address> getBindAddressMap() {
      return getPublicAddressMap();
    }

    @Override
    public ServerSocketChannel getServerSocketChannel(EndpointQualifier qualifier) {
      return null;
    }

    @Override
    public Map<EndpointQualifier, ServerSocketChannel> getServerSocketChannels() {
      return Map.of();
    }
  }
}
