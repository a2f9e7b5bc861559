package io.github.cfexporter.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import io.github.cfexporter.FreePort;
import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.github.cfexporter.cluster.counters.UnstoredWindows;
import io.github.cfexporter.cluster.tunnel.Strangers;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody on the same machine can do to a member on loopback, and what not. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Tag("unit")
class MemberAttacksTest {
  /** cases.md 37: Hazelcast ends a member that is told so before it belongs to a cluster only. */
  @Test
  void memberIsNotEnded_byOneOfAnotherCluster() throws Exception {
    int port = FreePort.find();
    Member member = member(port);
    try (StrangeMember stranger = StrangeMember.start()) {
      for (int times = 0; times < 40; times++) { // the first are sent before there is a connection
        stranger.sendAway(port);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
    assertThat(member.lost().isComplete()).isFalse();
    member.vertx().close().await();
    member.close();
  }

  /** cases.md 37: whatever has ended it. */
  @Test
  void memberThatEnds_isLost() throws Exception {
    Member member = member(FreePort.find());
    assertThat(member.lost().isComplete()).isFalse();

    HazelcastInstanceFactory.getAllHazelcastInstances().stream()
        .filter(hazelcast -> hazelcast.getConfig().getClusterName().startsWith("attacked"))
        .forEach(hazelcast -> hazelcast.getLifecycleService().terminate());

    member.lost().await();
    member.vertx().close().await();
    member.close();
  }

  @Test
  void memberThatIsClosed_isNotLost() throws Exception {
    Member member = member(FreePort.find());

    member.vertx().close().await();
    member.close();

    assertThat(member.lost().isComplete()).isFalse();
  }

  /** cases.md 40: who knew the name could read and write every map. */
  @Test
  void clients_areHungUpOn() throws Exception {
    int port = FreePort.find();
    Member member = member(port);

    for (String protocol : List.of("CP2", "GET ", "HTTP")) {
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        client.getOutputStream().write(protocol.getBytes(US_ASCII));
        client.setSoTimeout(30_000);
        assertThat(Strangers.hungUp(client)).isTrue();
      }
    }
    member.vertx().close().await();
    member.close();
  }

  /** cases.md 38: an object was read before anybody asked who had sent it. */
  @Test
  void objectOfJavasOwnSerialization_isNotRead() {
    Data attack = new DefaultSerializationServiceBuilder().build().toData(new SerializedAttack());
    SerializationService ours = ours();

    assertThatThrownBy(() -> ours.toObject(attack)).hasMessageContaining("is not allowed");
    assertThat(SerializedAttack.wasRead()).isFalse();
  }

  @Test
  void errorsOfOtherNodes_areRead() {
    IllegalStateException error = new IllegalStateException("broken", new IOException("cause"));
    error.addSuppressed(new StackOverflowError());
    SerializationService ours = ours();

    Throwable read = ours.toObject(ours.toData(error));

    assertThat(read).hasMessage("broken").hasRootCauseMessage("cause");
    assertThat(read.getSuppressed()).hasSize(1);
    assertThat(read.getStackTrace()).isEqualTo(error.getStackTrace());
  }

  private static SerializationService ours() {
    Config config = MemberConfig.alone(
        "attacked", Optional.empty(), new UnstoredWindows(), SeriesMemory.ofProcess(() -> 1));
    return new DefaultSerializationServiceBuilder()
        .setConfig(config.getSerializationConfig())
        .build();
  }

  private static Member member(int port) {
    Neighbours neighbours = new Neighbours(
        "attacked",
        Optional.empty(),
        Optional.empty(),
        List.of("127.0.0.1:" + port),
        Optional.empty(),
        port,
        0,
        Optional.empty(),
        Optional.empty());
    return MemberStart.among(
            neighbours, Optional.empty(), SeriesMemory.ofProcess(() -> 1), Vertx.builder())
        .await();
  }
}
