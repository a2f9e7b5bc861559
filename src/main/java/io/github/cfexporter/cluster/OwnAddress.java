package io.github.cfexporter.cluster;

import io.github.cfexporter.cluster.tunnel.TunnelException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the tunnel of this node is.
 *
 * @param bind where it listens
 * @param known host and port under which the others reach it; names the node in the cluster
 * @param callsFrom the address that the others see it call from; empty if it does not matter
 */
record OwnAddress(InetAddress bind, String known, Optional<InetAddress> callsFrom) {

  /**
   * As it was set; else the address of this machine that the members name, or that leads to them.
   *
   * @throws TunnelException if there is none
   */
  static OwnAddress of(Neighbours neighbours) throws TunnelException {
    try {
      Optional<HostPort> known =
          neighbours.publicAddress().map(text -> HostPort.of(text, neighbours.port()));
      Optional<InetAddress> set = parse(neighbours.bindAddress());
      InetAddress bind = set.isPresent() ? set.get() : fitting(neighbours);
      InetAddress named = bind.isAnyLocalAddress() ? fitting(neighbours) : bind;
      return new OwnAddress(
          bind,
          known.orElse(new HostPort(named.getHostAddress(), neighbours.port())).toString(),
          // a public address may be a router's, which does not care where calls come from
          known.isEmpty() && set.filter(own -> !own.isAnyLocalAddress()).isPresent()
              ? set
              : Optional.empty());
    } catch (IOException e) {
      throw new TunnelException(
          "no address of this machine fits CLUSTER_MEMBERS, set CLUSTER_BIND_ADDRESS: "
              + e.getMessage(),
          e);
    }
  }

  private static Optional<InetAddress> parse(Optional<String> address) throws UnknownHostException {
    return address.isPresent()
        ? Optional.of(InetAddress.getByName(address.get()))
        : Optional.empty();
  }

  private static InetAddress fitting(Neighbours neighbours) throws IOException {
    List<InetSocketAddress> members = members(neighbours);
    for (InetSocketAddress member : members) {
      if (member.getPort() == neighbours.port() && isOfThisMachine(member.getAddress())) {
        return member.getAddress();
      }
    }
    return members.isEmpty() ? anyButLoopback() : towards(members.get(0));
  }

  /** Those whose names are known by now: others may not have been started yet. */
  private static List<InetSocketAddress> members(Neighbours neighbours) {
    Stream<HostPort> named = neighbours
        .kubernetesService()
        .map(service -> Stream.of(new HostPort(service, neighbours.port())))
        .orElse(
            neighbours.members().stream().map(member -> HostPort.of(member, neighbours.port())));
    return named
        .flatMap(member ->
            lookUp(member.host()).map(address -> new InetSocketAddress(address, member.port())))
        .toList();
  }

  private static Stream<InetAddress> lookUp(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host));
    } catch (UnknownHostException notYet) {
      return Stream.empty();
    }
  }

  private static boolean isOfThisMachine(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  /** Sends nothing: the system only looks up which way it would go. */
  private static InetAddress towards(InetSocketAddress member) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(member);
      return socket.getLocalAddress();
    }
  }

  /** Of a pod, for example, whose service does not name it before it is ready. */
  private static InetAddress anyButLoopback() throws IOException {
    InetAddress own = InetAddress.getLocalHost();
    if (!own.isLoopbackAddress()) {
      return own;
    }
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .findFirst()
        .orElseThrow(() -> new SocketException("it has only loopback"));
  }
}
