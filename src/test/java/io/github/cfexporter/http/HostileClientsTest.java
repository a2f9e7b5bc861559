package io.github.cfexporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.exposition.FragmentWriter;
import io.github.cfexporter.http.access.Credentials;
import io.github.cfexporter.http.access.HostNames;
import io.github.cfexporter.report.Refused;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that mean harm, or that hang, over sockets; cases.md 31, 32, 33 and 35. */
@Tag("unit")
class HostileClientsTest {
  private static final int MANY = 100;
  private static final HttpLimits TIGHT = new HttpLimits(
      20,
      Duration.ofMillis(300),
      Duration.ofSeconds(30),
      Duration.ofMillis(300),
      2,
      Duration.ofMillis(300),
      Duration.ofSeconds(30),
      2);
  private static final HttpLimits PATIENT = new HttpLimits(
      20,
      Duration.ofMinutes(9),
      Duration.ofMinutes(9),
      Duration.ofMinutes(9),
      2,
      Duration.ofMinutes(9),
      Duration.ofMinutes(9),
      2);
  /** A reader that is served may be held up for a moment, by a busy machine. */
  private static final HttpLimits NO_STALLS = new HttpLimits(
      20,
      Duration.ofMinutes(9),
      Duration.ofMinutes(9),
      Duration.ofMinutes(9),
      2,
      Duration.ofSeconds(4),
      Duration.ofMinutes(9),
      2);

  private static final String HOST = "Host: localhost\r\n";

  private final Vertx vertx = Vertx.vertx();
  private final HttpSourcesFixture exporter = new HttpSourcesFixture();
  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void close() {
    clients.forEach(RawClient::close);
    vertx.close().await();
  }

  @Test
  void probesAreAnswered_howeverManyConnectionsAreHeldOpen() {
    int port = serve(PATIENT, Optional.empty());
    for (int i = 0; i < MANY; i++) {
      client(port).send(i % 2 == 0 ? "" : "GET /metrics HTTP/1.1\r\nHost: loc");
    }

    for (String probe : List.of("/-/healthy", "/-/ready")) {
      assertThat(client(port)
              .send("GET " + probe + " HTTP/1.1\r\n" + HOST + "\r\n")
              .statusLine())
          .isEqualTo("HTTP/1.1 200 OK");
    }
    assertThat(exporter.refused).contains(Refused.Reason.CONNECTIONS);
    assertThat(clients.get(0).untilClosed()).isEmpty();
  }

  @Test
  void headersThatDoNotCome_endTheConnection() {
    int port = serve(TIGHT, Optional.empty());

    assertThat(client(port).untilClosed()).isEmpty();
    assertThat(client(port).send("GET / HTTP/1.1\r\nX-Slow: ").untilClosed()).isEmpty();
    assertThat(exporter.refused).contains(Refused.Reason.SLOW);
  }

  @Test
  void bodyThatDoesNotCome_endsTheConnection() {
    int port = serve(TIGHT, Optional.empty());

    assertThat(put(port).untilClosed()).isEmpty();
    assertThat(exporter.refused).containsExactly(Refused.Reason.SLOW);
  }

  @Test
  void moreBodiesThanAreReceivedAtOnce_areRefused() {
    int port = serve(PATIENT, Optional.empty());
    RawClient first = put(port);
    RawClient second = put(port);

    RawClient third = put(port);
    assertThat(third.statusLine()).startsWith("HTTP/1.1 503");
    assertThat(third.untilClosed()).contains("too many bodies");
    assertThat(first.send("x".repeat(59)).statusLine()).startsWith("HTTP/1.1 200");
    assertThat(second.send("x".repeat(59)).statusLine()).startsWith("HTTP/1.1 200");
    assertThat(put(port).send("x".repeat(59)).statusLine()).startsWith("HTTP/1.1 200");
  }

  /** Before the login, and wherever none belongs, nobody waits for a body. */
  @Test
  void bodyThatNobodyWants_isNotWaitedFor() {
    int port = serve(PATIENT, Optional.of(new Credentials("prom", "right")));

    for (String request : List.of("PUT /config/queryLimit", "POST /-/healthy", "GET /metrics")) {
      RawClient client = client(port)
          .send(request + " HTTP/1.1\r\n" + HOST
              + "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\nx");
      assertThat(client.statusLine()).matches("HTTP/1.1 (401|405) .*");
      assertThat(client.untilClosed()).contains("error");
    }
  }

  @Test
  void readerThatStandsStill_isCut_andTheNextIsServed() {
    publish(1);
    int port = serve(NO_STALLS, Optional.empty());
    String scrape = "GET /metrics HTTP/1.1\r\n" + HOST + "\r\n";
    client(port).send(scrape);
    client(port).send(scrape);

    while (exporter.refused.size() < 2) {
      Thread.onSpinWait(); // until the server has given both up
    }
    assertThat(exporter.refused).containsExactly(Refused.Reason.SLOW, Refused.Reason.SLOW);
    assertThat(clients.stream().map(reader -> reader.untilClosed().length()))
        .allMatch(length -> length < 20_000_000);
    assertThat(Http.to(port).get("/metrics").body().length()).isGreaterThan(20_000_000);
  }

  @Test
  void readersOfOldEditions_areCut_whenNewOnesCome() {
    int port = serve(PATIENT, Optional.empty());
    String scrape = "GET /metrics HTTP/1.1\r\n" + HOST + "\r\n";
    for (int edition = 1; edition <= 3; edition++) {
      publish(edition);
      assertThat(client(port).send(scrape).statusLine()).isEqualTo("HTTP/1.1 200 OK");
    }

    while (exporter.refused.isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(exporter.refused).containsExactly(Refused.Reason.SLOW);
    assertThat(clients.get(0).untilClosed().length()).isLessThan(20_000_000);
    assertThat(clients.get(2).send("").statusLine()).isNotNull();
  }

  @Test
  void wrongPasswords_areRefusedUnread_andLockNobodyElseOut() {
    int port = serve(PATIENT, Optional.of(new Credentials("prom", "right")));
    String wrong = "Authorization: Basic cHJvbTp3cm9uZw==\r\n";
    String right = "Authorization: Basic cHJvbTpyaWdodA==\r\n";
    List<String> answers = new ArrayList<>();
    do { // tries come back while a busy machine takes its time
      answers.add(login("127.0.0.2", port, wrong));
    } while (answers.get(answers.size() - 1).startsWith("HTTP/1.1 401") && answers.size() < 1_000);

    assertThat(answers.subList(0, 10)).allMatch(line -> line.startsWith("HTTP/1.1 401"));
    assertThat(answers.get(answers.size() - 1)).startsWith("HTTP/1.1 429");
    assertThat(login("127.0.0.1", port, right)).startsWith("HTTP/1.1 200");
    assertThat(login("127.0.0.2", port, "")).startsWith("HTTP/1.1 401");
    assertThat(exporter.refused).hasSize(answers.size()).containsOnly(Refused.Reason.PASSWORD);
  }

  private String login(String address, int port, String authorization) {
    RawClient client = RawClient.from(address, port);
    clients.add(client);
    return client
        .send("GET /health HTTP/1.1\r\n" + HOST + authorization + "\r\n")
        .statusLine();
  }

  private RawClient put(int port) {
    return client(port)
        .send("PUT /config/queryLimit HTTP/1.1\r\n" + HOST
            + "Content-Type: application/json\r\nContent-Length: 60\r\n\r\n{");
  }

  private RawClient client(int port) {
    RawClient client = RawClient.to(port);
    clients.add(client);
    return client;
  }

  /** More than sockets and queues hold. */
  private void publish(int edition) {
    FragmentWriter writer = new FragmentWriter().family("requests_total");
    String label = "x".repeat(10_000);
    for (int i = 0; i < 2_500; i++) {
      writer.sample(List.of("zone"), List.of(label + edition + "-" + i), 1L);
    }
    exporter.fragments = List.of(writer.finish());
  }

  private int serve(HttpLimits limits, Optional<Credentials> credentials) {
    HttpVerticle verticle = new HttpVerticle(
        new HttpSettings(
            "127.0.0.1", 0, "/metrics", false, credentials, new HostNames(List.of()), limits),
        exporter.sources());
    vertx.deployVerticle(verticle).await();
    return verticle.port();
  }
}
