package io.github.cfexporter.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a database that took long to fail is asked again. */
@Tag("unit")
class OutageTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Outage outage = new Outage(nanos::get);

  /** On a busy machine a damaged file may take seconds to fail; the new one in its place must not wait. */
  @Test
  void fileInPlaceOfASilentOne_isAskedAtOnce() throws Exception {
    long began = outage.begin();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
    outage.failed(new SQLException("damaged"), began);
    assertThatThrownBy(outage::begin).hasMessage("the database does not answer");

    outage.replaced();

    assertThat(outage.begin()).isEqualTo(nanos.get());
    outage.succeeded();
    assertThat(outage.isLasting()).isFalse();
  }
}
