package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.cfexporter.cluster.tunnel.ClusterSecret;
import io.github.cfexporter.cluster.tunnel.Strangers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes that know one secret, each on an address of its own, as on three machines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES) // minutes on a machine that has much else to do
@Tag("system")
class ClusterTunnelTest {
  private static final int SIZE = 3;
  private static final String SECRET = "open sesame";

  private Fleet fleet;
  private int port;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    fleet = new Fleet(directory, SIZE).with("CLUSTER_SECRET", SECRET);
    for (int node = 0; node < SIZE; node++) {
      fleet.start(node, environment(node));
    }
    fleet.awaitWhole();
    fleet.awaitExact();
  }

  @AfterAll
  void stop() {
    fleet.close();
  }

  @Test
  void ownerThatIsKilled_isReplaced_andComesBack() throws Exception {
    NeverLower watch = new NeverLower(fleet);
    int owner = Roles.busiest(fleet);
    fleet.node(owner).kill();
    fleet.awaitExact();
    fleet.start(owner, environment(owner));
    fleet.awaitWhole();
    fleet.awaitExact();
    fleet.awaitAlike();
    watch.close();

    assertThat(watch.faults()).isEmpty();
    String digest = ClusterSecret.of("cloudflare-exporter", SECRET).digest();
    for (ExporterProcess node : fleet.running()) { // cases.md 40
      assertThat(node.output()).doesNotContain(SECRET).doesNotContain(digest);
    }
  }

  /** cases.md 36, 38 and 39: only the tunnel is there to be reached. */
  @Test
  void strangers_reachOnlyTheTunnel() throws Exception {
    assumeThat(OpenPorts.canBeRead())
        .as("this system has no /proc to read ports from")
        .isTrue();
    for (int number = 0; number < SIZE; number++) {
      ExporterProcess node = fleet.node(number);
      Set<InetSocketAddress> outside = OpenPorts.listening(node.pid()).stream()
          .filter(address -> !address.getAddress().equals(InetAddress.getLoopbackAddress()))
          .collect(Collectors.toSet());
      assertThat(outside).hasSize(2).contains(new InetSocketAddress(host(number), port));
      for (InetSocketAddress address : outside) {
        for (byte[] bytes : Strangers.bytes()) {
          try (Socket stranger = new Socket(address.getAddress(), address.getPort())) {
            stranger.getOutputStream().write(bytes);
            assertThat(Strangers.hungUp(stranger)).isTrue();
          }
        }
      }
    }
    fleet.awaitWhole();
    assertThat(fleet.running()).hasSize(SIZE);
  }

  private Map<String, String> environment(int number) {
    return Map.of(
        "CLUSTER_MEMBERS",
        IntStream.range(0, SIZE)
            .mapToObj(node -> host(node) + ":" + port)
            .collect(Collectors.joining(",")),
        "CLUSTER_BIND_ADDRESS",
        host(number),
        "CLUSTER_PORT",
        Integer.toString(port));
  }

  private static String host(int number) {
    return "127.0.0." + (number + 2);
  }
}
