package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.cfexporter.FreePort;
import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Members that stop and start again at once, while the others may not have seen them go. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Tag("unit")
class ReturningMembersTest {
  private static final int SIZE = 3;
  private static final int RETURNS = 5;

  private final Logger joiner =
      (Logger) LoggerFactory.getLogger("com.hazelcast.internal.cluster.impl.TcpIpJoiner");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final List<String> places = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private Level usual;

  @BeforeEach
  void listen() throws Exception {
    for (int i = 0; i < SIZE; i++) {
      places.add("127.0.0.1:" + FreePort.find());
    }
    usual = joiner.getLevel();
    joiner.setLevel(Level.DEBUG);
    lines.start();
    joiner.addAppender(lines);
  }

  @AfterEach
  void leave() {
    joiner.detachAppender(lines);
    joiner.setLevel(usual);
    members.forEach(ReturningMembersTest::leave);
  }

  /**
   * Who asks a connection that the other side has closed gets no answer, claims to be the master after
   * five seconds and waits ten for votes that never come; under load, a node took more than a minute so.
   */
  @Test
  void memberThatComesBack_isLetIn_andClaimsNothing() {
    for (int i = 0; i < SIZE; i++) {
      members.add(join(i));
    }
    lines.list.clear();
    for (int i = 0; i < RETURNS; i++) {
      leave(members.get(i % SIZE));
      members.set(i % SIZE, join(i % SIZE));
    }

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(line -> line.contains("Sending master question"))
        .noneMatch(line -> line.contains("Claiming myself as master"));
    assertThat(members).allMatch(member -> member.ownership().nodes().size() == SIZE);
  }

  private Member join(int number) {
    return MemberStart.among(
            new Neighbours(
                "returning",
                Optional.empty(),
                Optional.empty(),
                places,
                Optional.empty(),
                Integer.parseInt(places.get(number).split(":")[1]),
                0,
                Optional.of("127.0.0.1"),
                Optional.empty()),
            Optional.empty(),
            SeriesMemory.ofProcess(() -> 1),
            Vertx.builder())
        .await();
  }

  private static void leave(Member member) {
    member.vertx().close().await();
    member.close();
  }
}
