package io.github.cfexporter.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The network between the nodes of a cluster on one machine. Each node listens on an address of its
 * own and is known by another one, so that every connection between two of them runs through here.
 * When the cables of a node are cut, its connections stay open but nothing arrives, and those that
 * are opened meanwhile get no answer; when they are mended, what was on its way arrives late.
 */
final class Cables implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Fleet fleet;
  private final List<Node> nodes = new ArrayList<>();
  private final List<ServerSocket> plugs = new ArrayList<>();
  private Set<Integer> cutOff = Set.of();

  private record Node(InetAddress own, InetAddress known, int memberPort, int busPort) {
    static Node of(int number) throws IOException {
      byte last = (byte) (number + 2); // 127.0.0.1 is for everything else
      try (ServerSocket one = new ServerSocket(0);
          ServerSocket other = new ServerSocket(0)) {
        return new Node(
            InetAddress.getByAddress(new byte[] {127, 0, 0, last}),
            InetAddress.getByAddress(new byte[] {127, 0, 1, last}),
            one.getLocalPort(),
            other.getLocalPort());
      }
    }

    String member() {
      return known.getHostAddress() + ":" + memberPort;
    }
  }

  /** @param fleet of which the nodes are started with {@link #environment} */
  Cables(Fleet fleet, int size) throws IOException {
    this.fleet = fleet;
    for (int number = 0; number < size; number++) {
      Node node = Node.of(number);
      nodes.add(node);
      plug(number, node.memberPort());
      plug(number, node.busPort());
    }
  }

  /** What a node must be told. */
  Map<String, String> environment(int number) {
    Node node = nodes.get(number);
    return Map.of(
        "CLUSTER_MEMBERS",
        nodes.stream().map(Node::member).collect(Collectors.joining(",")),
        "CLUSTER_BIND_ADDRESS",
        node.own().getHostAddress(),
        "CLUSTER_PUBLIC_ADDRESS",
        node.member(),
        "CLUSTER_PORT",
        Integer.toString(node.memberPort()),
        "CLUSTER_BUS_PORT",
        Integer.toString(node.busPort()));
  }

  /** From now on, nothing passes between these nodes and the others. */
  synchronized void cutOff(Integer... numbers) {
    cutOff = Set.of(numbers);
  }

  synchronized void mend() {
    cutOff = Set.of();
    notifyAll();
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket plug : plugs) {
      plug.close();
    }
    mend();
  }

  private void plug(int to, int port) throws IOException {
    ServerSocket plug = new ServerSocket(port, 0, nodes.get(to).known());
    plugs.add(plug);
    inBackground(() -> {
      while (true) {
        Socket caller = plug.accept();
        inBackground(() -> connect(caller, to, port));
      }
    });
  }

  private void connect(Socket caller, int to, int port) throws Exception {
    try (caller) {
      Optional<Integer> from = Callers.of(caller, fleet.running()).flatMap(fleet::numberOf);
      if (from.isPresent()) {
        awaitCable(from.get(), to);
        try (Socket called = new Socket(nodes.get(to).own(), port)) {
          caller.setTcpNoDelay(true);
          called.setTcpNoDelay(true);
          inBackground(() -> carry(called, caller, to, from.get()));
          carry(caller, called, from.get(), to);
        }
      }
    }
  }

  /** Until one of the two hangs up; the other one then learns of it, too. */
  private void carry(Socket in, Socket out, int from, int to) throws Exception {
    try (in;
        out) {
      byte[] bytes = new byte[BUFFER];
      int length = in.getInputStream().read(bytes);
      while (length >= 0) {
        awaitCable(from, to);
        out.getOutputStream().write(bytes, 0, length);
        length = in.getInputStream().read(bytes);
      }
      awaitCable(from, to);
    }
  }

  private synchronized void awaitCable(int from, int to) throws InterruptedException {
    while (cutOff.contains(from) != cutOff.contains(to)) {
      wait();
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void inBackground(Work work) {
    Thread thread = new Thread(
        () -> {
          try {
            work.run();
          } catch (IOException hungUp) {
            return; // both ends know
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        "cable");
    thread.setDaemon(true);
    thread.start();
  }
}
