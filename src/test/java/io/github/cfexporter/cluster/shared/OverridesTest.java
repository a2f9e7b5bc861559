package io.github.cfexporter.cluster.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.cluster.MemberStart;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class OverridesTest {
  private Vertx vertx;
  private Member member;
  private Overrides overrides;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    member = MemberStart.alone(vertx, "overrides-test").await();
    overrides = member.overrides();
  }

  @AfterEach
  void stop() {
    member.leave().await();
    vertx.close().await();
  }

  @Test
  void values_areKeptUntilRemoved() {
    overrides.put("queryLimit", "5").await();
    overrides.put("queryLimit", "6").await();
    overrides.put("cfZones", "").await();
    assertThat(overrides.all().await()).isEqualTo(Map.of("queryLimit", "6", "cfZones", ""));

    overrides.remove("queryLimit").await();
    overrides.remove("neverSet").await();
    assertThat(overrides.all().await()).isEqualTo(Map.of("cfZones", ""));
  }

  @Test
  void clear_forgetsAll() {
    overrides.put("queryLimit", "5").await();
    overrides.put("logLevel", "debug").await();

    overrides.clear().await();

    assertThat(overrides.all().await()).isEmpty();
  }

  @Test
  void everyChange_isTold() throws InterruptedException {
    Semaphore told = new Semaphore(0);
    overrides.onChange(told::release);

    overrides.put("queryLimit", "5").await();
    assertTold(told);
    overrides.put("queryLimit", "6").await();
    assertTold(told);
    overrides.remove("queryLimit").await();
    assertTold(told);
    overrides.put("queryLimit", "7").await();
    assertTold(told);
    overrides.clear().await();
    assertTold(told);
  }

  private static void assertTold(Semaphore told) throws InterruptedException {
    assertThat(told.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
  }
}
