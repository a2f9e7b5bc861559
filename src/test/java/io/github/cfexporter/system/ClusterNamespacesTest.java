package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.tunnel.Strangers;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes in networks of their own, told nothing but who they are and the secret. */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // minutes on a machine that has much else to do
@Tag("system")
class ClusterNamespacesTest {
  private static final int SIZE = 3;
  private static final int MEMBER_PORT = 5701;

  @Test
  void nodesOnMachinesOfTheirOwn_findEachOther_andStrangersFindOnlyTheTunnel(
      @TempDir Path directory) throws Exception {
    List<ExporterProcess> nodes = new ArrayList<>();
    try (Namespaces machines = new Namespaces(SIZE)) {
      String members = machines.address(0) + "," + machines.address(1) + "," + machines.address(2);
      for (int number = 0; number < SIZE; number++) {
        Path home = Files.createDirectories(directory.resolve("node-" + number));
        Map<String, String> environment = Map.of(
            "CLUSTER_MEMBERS",
            members,
            "CLUSTER_SECRET",
            "open sesame",
            "LISTEN_ADDRESS",
            machines.address(number));
        nodes.add(ExporterProcess.start(machines.within(number), home, environment, "--demo"));
      }
      for (ExporterProcess node : nodes) {
        Await.until(() -> Told.nodes(node), seen -> seen == SIZE);
      }
      for (int number = 0; number < SIZE; number++) {
        assertThatOnlyTheTunnelIsOutside(nodes.get(number), machines.address(number));
      }
    } finally {
      nodes.forEach(ExporterProcess::close);
    }
  }

  /** Besides the page and the metrics. */
  private static void assertThatOnlyTheTunnelIsOutside(ExporterProcess node, String address)
      throws Exception {
    int http = URI.create(node.baseUrl()).getPort();
    Set<InetSocketAddress> outside = OpenPorts.listening(node.pid()).stream()
        .filter(open -> !open.getAddress().isLoopbackAddress() && open.getPort() != http)
        .collect(Collectors.toSet());
    assertThat(outside).hasSize(2).contains(new InetSocketAddress(address, MEMBER_PORT));
    for (InetSocketAddress open : outside) {
      assertThat(open.getAddress().getHostAddress()).isEqualTo(address);
      for (byte[] bytes : Strangers.bytes()) {
        try (Socket stranger = new Socket(open.getAddress(), open.getPort())) {
          stranger.getOutputStream().write(bytes);
          assertThat(Strangers.hungUp(stranger)).isTrue();
        }
      }
    }
  }
}
