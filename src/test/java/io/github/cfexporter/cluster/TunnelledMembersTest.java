package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.github.cfexporter.cluster.tunnel.Strangers;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.NodeInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Members on addresses of their own that know the same secret, and strangers who know none. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Tag("system")
class TunnelledMembersTest {
  private static final String SECRET = "open sesame";
  private static final List<String> HOSTS = List.of("127.0.0.2", "127.0.0.3", "127.0.0.4");

  private final List<Member> members = new ArrayList<>();
  private int port;

  @BeforeEach
  void findPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
  }

  @AfterEach
  void leave() {
    members.forEach(member -> {
      member.vertx().close().await();
      member.close();
    });
  }

  @Test
  void members_findEachOther_andTalkOverTheBus() {
    HOSTS.forEach(host -> start(host, SECRET));

    assertThat(members)
        .allSatisfy(member -> assertThat(member.ownership().nodes())
            .extracting(Ownership.Node::address)
            .containsExactlyElementsOf(HOSTS.stream().map(this::at).toList()));
    assertThat(answerOver(members.get(0), members.get(2))).isEqualTo("question answered");
    assertThat(answerOver(members.get(2), members.get(1))).isEqualTo("question answered");
  }

  @Test
  void memberOfAnotherSecret_staysAlone() {
    start(HOSTS.get(0), SECRET);
    start(HOSTS.get(1), "open barley");

    assertThat(members)
        .allSatisfy(member -> assertThat(member.ownership().nodes()).hasSize(1));
  }

  /** cases.md 36 to 40: on either port, nothing of a stranger gets to who would take it. */
  @Test
  void bytesOfStrangers_changeNothing() throws Exception {
    start(HOSTS.get(0), SECRET);
    InetAddress address = InetAddress.getByName(HOSTS.get(0));
    for (int open : List.of(port, info(members.get(0)).port())) {
      for (byte[] bytes : Strangers.bytes()) {
        try (Socket stranger = new Socket(address, open)) {
          stranger.getOutputStream().write(bytes);
          assertThat(Strangers.hungUp(stranger)).isTrue();
        }
      }
      for (Socket stranger : Strangers.withTls(address, open)) {
        try (stranger) {
          assertThat(Strangers.hungUp(stranger)).isTrue();
        }
      }
    }
    start(HOSTS.get(1), SECRET);

    assertThat(answerOver(members.get(0), members.get(1))).isEqualTo("question answered");
    assertThat(members.get(0).lost().isComplete()).isFalse();
  }

  @Test
  void eventBus_isKnownByTheAddressOfTheTunnel() {
    start(HOSTS.get(0), SECRET);

    assertThat(info(members.get(0)).host()).isEqualTo(HOSTS.get(0));
  }

  private static NodeInfo info(Member member) {
    return ((VertxInternal) member.vertx()).clusterManager().getNodeInfo();
  }

  private static String answerOver(Member one, Member other) {
    Promise<Void> registered = Promise.promise();
    String address = "test." + one.ownership().self();
    one.vertx()
        .eventBus()
        .<String>consumer(address, message -> message.reply(message.body() + " answered"))
        .completion()
        .onComplete(registered);
    registered.future().await();
    return other.vertx().eventBus().<String>request(address, "question").await().body();
  }

  private void start(String host, String secret) {
    Neighbours neighbours = new Neighbours(
        "tunnelled",
        Optional.of(secret),
        Optional.empty(),
        HOSTS.stream().map(this::at).toList(),
        Optional.empty(),
        port,
        0,
        Optional.of(host),
        Optional.empty());
    members.add(MemberStart.among(
            neighbours, Optional.empty(), SeriesMemory.ofProcess(() -> 1), Vertx.builder())
        .await());
  }

  private String at(String host) {
    return host + ":" + port;
  }
}
