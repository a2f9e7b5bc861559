package io.github.cfexporter.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.FreePort;
import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.cluster.MemberStart;
import io.github.cfexporter.cluster.Neighbours;
import io.github.cfexporter.cluster.SerializedAttack;
import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody who is let onto the event bus of a cluster can make a node read, and what not. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Tag("unit")
class BusAttacksTest {
  private static final DeliveryOptions BRIEFLY = new DeliveryOptions().setSendTimeout(2_000);

  private final List<Member> members = new ArrayList<>();

  @AfterEach
  void leave() {
    members.forEach(member -> {
      member.vertx().close().await();
      member.close();
    });
  }

  /** cases.md 38 and 39: Vert.x itself would read an object of many classes of Java's. */
  @Test
  void objectOfJavasOwnSerialization_isNotRead() throws Exception {
    List<String> places = List.of("127.0.0.1:" + FreePort.find(), "127.0.0.1:" + FreePort.find());
    EventBus ours = join(places, 0);
    Messages.register(ours);
    EventBus theirs = join(places, 1);
    theirs.serializableChecker(type -> true);
    Set<Object> delivered = ConcurrentHashMap.newKeySet();
    MessageConsumer<Object> consumer = ours.consumer("attacked", message -> {
      delivered.add(message.body());
      message.reply("read");
    });
    consumer.completion().await();

    assertThat(theirs.<String>request("attacked", "text").await().body()).isEqualTo("read");
    assertThatThrownBy(
            () -> theirs.request("attacked", new SerializedAttack(), BRIEFLY).await())
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(
            () -> theirs.request("attacked", new ArrayList<>(), BRIEFLY).await())
        .isInstanceOf(RuntimeException.class);
    assertThat(SerializedAttack.wasRead()).isFalse();
    assertThat(delivered).containsExactly("text");
    assertThat(theirs.<String>request("attacked", "text").await().body()).isEqualTo("read");
  }

  private EventBus join(List<String> places, int number) {
    Neighbours neighbours = new Neighbours(
        "attacked-bus",
        Optional.empty(),
        Optional.empty(),
        places,
        Optional.empty(),
        Integer.parseInt(places.get(number).split(":")[1]),
        0,
        Optional.of("127.0.0.1"),
        Optional.empty());
    Member member = MemberStart.among(
            neighbours, Optional.empty(), SeriesMemory.ofProcess(() -> 1), Vertx.builder())
        .await();
    members.add(member);
    return member.vertx().eventBus();
  }
}
