package io.github.cfexporter.cluster.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes on addresses of their own: one calls, behind the other somebody listens on loopback. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Tag("unit")
class TunnelTest {
  private static final int MOST_STRANGERS = 4;
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Limits PATIENT = new Limits(MOST_STRANGERS, LONG, LONG, LONG);

  private static TlsContexts nodes;
  private static TlsContexts strangers;

  private final List<Tunnel> tunnels = new ArrayList<>();
  private InetAddress address;
  private ServerSocket behind;
  private Tunnel caller;
  private int port;

  @BeforeAll
  static void makeKeys() {
    nodes = TlsContexts.of(Secrets.SESAME);
    strangers = TlsContexts.of(Secrets.BARLEY);
  }

  @BeforeEach
  void listen() throws IOException {
    address = InetAddress.getByName("127.0.0.2");
    behind = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    port = listening(PATIENT);
    caller = tunnel(nodes, PATIENT);
  }

  @AfterEach
  void close() throws IOException {
    tunnels.forEach(Tunnel::close);
    behind.close();
  }

  @Test
  void whatANodeSends_arrives_andSoDoesTheAnswer() throws Exception {
    try (Socket near = call(caller, port);
        Socket far = behind.accept()) {
      near.getOutputStream().write("question".getBytes(UTF_8));
      assertThat(far.getInputStream().readNBytes(8)).isEqualTo("question".getBytes(UTF_8));
      far.getOutputStream().write("answer".getBytes(UTF_8));
      assertThat(near.getInputStream().readNBytes(6)).isEqualTo("answer".getBytes(UTF_8));
    }
  }

  @Test
  void endThatCloses_closesTheOther_afterItsLastBytes() throws Exception {
    try (Socket near = call(caller, port);
        Socket far = behind.accept()) {
      near.getOutputStream().write("bye".getBytes(UTF_8));
      near.shutdownOutput();
      assertThat(far.getInputStream().readAllBytes()).isEqualTo("bye".getBytes(UTF_8));
    }
    try (Socket near = call(caller, port)) {
      behind.accept().close();
      assertThat(near.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void readerThatIsSlow_holdsTheWriterBack_andMissesNothing() throws Exception {
    int much = 64 << 20;
    try (Socket near = call(caller, port);
        Socket far = behind.accept()) {
      byte[] part = new byte[1 << 16];
      Thread writer = new Thread(() -> {
        try {
          for (int sent = 0; sent < much; sent += part.length) {
            near.getOutputStream().write(part);
          }
          near.shutdownOutput();
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      });
      writer.start();
      while (writer.getState() == Thread.State.NEW) {
        Thread.onSpinWait();
      }
      assertThat(far.getInputStream().readAllBytes()).hasSize(much);
      writer.join();
    }
  }

  /** cases.md 36 and 39: what ended the JVM, was answered or obeyed does not even get there. */
  @Test
  void bytesOfStrangers_neverArrive() throws Exception {
    for (byte[] bytes : Strangers.bytes()) {
      try (Socket stranger = new Socket(address, port)) {
        stranger.getOutputStream().write(bytes);
        assertThat(Strangers.hungUp(stranger)).isTrue();
      }
    }
    assertThatOnlyANodeArrives();
  }

  @Test
  void strangerWithTls_neverArrives() throws Exception {
    for (Socket stranger : Strangers.withTls(address, port)) {
      try (stranger) {
        assertThat(Strangers.hungUp(stranger)).isTrue();
      }
    }
    assertThatOnlyANodeArrives();
  }

  @Test
  void nodeOfAnotherSecret_isRefusedByBothSides() throws Exception {
    Tunnel stranger = tunnel(strangers, PATIENT);

    assertThatThrownBy(() -> call(stranger, port))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SSLException.class);
    assertThatOnlyANodeArrives();
  }

  @Test
  void strangersThatOnlyWait_makePlaceForNodes() throws Exception {
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i <= MOST_STRANGERS; i++) {
      silent.add(new Socket(address, port));
    }
    Strangers.awaitOneHungUp(silent);
    assertThatOnlyANodeArrives();
    for (Socket socket : silent) {
      socket.close();
    }
  }

  @Test
  void strangerThatOnlyWaits_isHungUpOn() throws Exception {
    int impatient = listening(new Limits(MOST_STRANGERS, Duration.ofMillis(100), LONG, LONG));

    try (Socket silent = new Socket(address, impatient)) {
      assertThat(Strangers.hungUp(silent)).isTrue();
    }
  }

  @Test
  void nodeThatIsAway_isKnownToBe_andFoundWhenItIsBack() throws Exception {
    Tunnel away = tunnel(nodes, PATIENT);
    int itsPort = away.listenForMembers(address, 0);
    away.close();
    assertThatThrownBy(() -> call(caller, itsPort))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);

    Tunnel back = tunnel(nodes, PATIENT);
    back.leadMembersTo(behindAddress());
    back.listenForMembers(address, itsPort);

    try (Socket near = call(caller, itsPort)) {
      assertThat(near.isConnected()).isTrue();
      behind.accept().close();
    }
  }

  /** Whether the caller learns of it before its connection is offered, or afterwards, is a race. */
  @Test
  void nodeWhoseMemberHasNotStarted_letsNobodyIn() throws Exception {
    int early = tunnel(nodes, PATIENT).listenForMembers(address, 0);

    try (Socket near = call(caller, early)) {
      assertThat(Strangers.hungUp(near)).isTrue();
    } catch (ExecutionException soon) {
      assertThat(soon).hasCauseInstanceOf(IOException.class);
    } catch (SocketException evenSooner) {
      assertThat(evenSooner).isNotNull();
    }
  }

  @Test
  void connectionThatNobodyTakes_isClosed() throws Exception {
    Tunnel impatient =
        tunnel(nodes, new Limits(MOST_STRANGERS, LONG, Duration.ofMillis(100), LONG));
    impatient.connect(new InetSocketAddress(address, port)).get();

    try (Socket far = behind.accept()) {
      assertThat(Strangers.hungUp(far)).isTrue();
    }
  }

  @Test
  void addressThatIsTaken_isNamed() {
    assertThatThrownBy(() -> tunnel(nodes, PATIENT).listenForMembers(address, port))
        .isInstanceOf(TunnelException.class)
        .hasMessageContaining("127.0.0.2")
        .hasMessageContaining(Integer.toString(port));
  }

  /** A node gets in, and whoever came before it did not: connections arrive in their order. */
  private void assertThatOnlyANodeArrives() throws Exception {
    try (Socket near = call(caller, port);
        Socket far = behind.accept()) {
      near.getOutputStream().write("node".getBytes(UTF_8));
      near.shutdownOutput();
      assertThat(far.getInputStream().readAllBytes()).isEqualTo("node".getBytes(UTF_8));
    }
  }

  private Socket call(Tunnel from, int to) throws Exception {
    InetSocketAddress begin = from.connect(new InetSocketAddress(address, to)).get();
    return new Socket(begin.getAddress(), begin.getPort());
  }

  private int listening(Limits limits) throws TunnelException {
    Tunnel tunnel = tunnel(nodes, limits);
    tunnel.leadMembersTo(behindAddress());
    return tunnel.listenForMembers(address, 0);
  }

  private InetSocketAddress behindAddress() {
    return new InetSocketAddress(behind.getInetAddress(), behind.getLocalPort());
  }

  private Tunnel tunnel(TlsContexts tls, Limits limits) {
    Tunnel tunnel = new Tunnel(tls, Optional.empty(), limits);
    tunnels.add(tunnel);
    return tunnel;
  }
}
