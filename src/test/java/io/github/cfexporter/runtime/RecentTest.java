package io.github.cfexporter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.exposition.Format;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RecentTest {
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final AtomicInteger computed = new AtomicInteger();

  @Test
  void value_isKeptForASecond() {
    Recent<Integer> recent = new Recent<>(now::get, computed::incrementAndGet);

    assertThat(recent.get()).isEqualTo(1);
    now.addAndGet(Recent.MILLIS - 1);
    assertThat(recent.get()).isEqualTo(1);
    now.addAndGet(1);
    assertThat(recent.get()).isEqualTo(2);
  }

  @Test
  void clockSetBack_doesNotFreezeTheValue() {
    Recent<Integer> recent = new Recent<>(now::get, computed::incrementAndGet);
    recent.get();

    now.addAndGet(-3_600_000);

    assertThat(recent.get()).isEqualTo(2);
  }

  @Test
  void formats_areKeptApart() {
    Function<Format, String> recent =
        Recent.byFormat(now::get, format -> format.name() + computed.incrementAndGet());

    assertThat(recent.apply(Format.TEXT)).isEqualTo("TEXT1");
    assertThat(recent.apply(Format.OPENMETRICS)).isEqualTo("OPENMETRICS2");
    assertThat(recent.apply(Format.TEXT)).isEqualTo("TEXT1");
  }
}
