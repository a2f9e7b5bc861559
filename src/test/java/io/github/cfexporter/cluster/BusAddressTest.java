package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.FreePort;
import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.NodeInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where the event bus of a node listens, and what the others are told. */
@Tag("unit")
class BusAddressTest {
  private static final String OWN = "127.0.0.1";

  @Test
  void eventBus_listensWhereTheMemberDoes() throws Exception {
    assertThat(told(Optional.empty()).host()).isEqualTo(OWN);
  }

  @Test
  void eventBus_isKnownByThePublicAddress_butListensOnItsOwn() throws Exception {
    assertThat(told(Optional.of("192.0.2.7:5701")).host()).isEqualTo("192.0.2.7");
  }

  /** Listens where it should, or fails to be called. */
  private static NodeInfo told(Optional<String> publicAddress) throws IOException {
    Neighbours neighbours = new Neighbours(
        "bus",
        Optional.empty(),
        Optional.empty(),
        List.of(OWN),
        Optional.empty(),
        FreePort.find(),
        0,
        Optional.of(OWN),
        publicAddress);
    Member member = MemberStart.among(
            neighbours,
            Optional.empty(),
            SeriesMemory.ofProcess(() -> Integer.MAX_VALUE),
            Vertx.builder())
        .await();
    NodeInfo told = ((VertxInternal) member.vertx()).clusterManager().getNodeInfo();
    try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), told.port())) {
      assertThat(caller.isConnected()).isTrue();
      return told;
    } finally {
      member.vertx().close().await();
      member.close();
    }
  }
}
