package io.github.cfexporter.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.GrantedPermit;
import io.github.cfexporter.limiter.Payer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every database must do for us. */
abstract class StoreContract {
  private static final SourceZone ID = new SourceZone("acct", "colo-metrics", "groups", "zone");

  abstract Store open();

  abstract Connection connect() throws SQLException;

  @Test
  void counters_areThereAfterReopening() throws SQLException {
    byte[] large = new byte[3 << 20];
    large[large.length - 1] = 42;
    try (Store store = open()) {
      store.counters().store(List.of(new StoredTotals(ID, 60, large)));
    }

    try (Store store = open()) {
      StoredTotals found = found(store).orElseThrow();
      assertThat(found.watermark()).isEqualTo(60);
      assertThat(found.totals()).isEqualTo(large);
      assertThat(counters(store)).contains(ID);
    }
  }

  @Test
  void newerWatermark_wins_inWhateverOrderTheyCome() throws SQLException {
    try (Store store = open()) {
      store.counters().store(List.of(row(120, 2)));
      store.counters().store(List.of(row(60, 1)));
      assertThat(found(store).orElseThrow().totals()).containsExactly(2);

      store.counters().store(List.of(row(120, 3)));
      assertThat(found(store).orElseThrow().totals()).containsExactly(3);
      store.counters().store(List.of(row(180, 4)));
      assertThat(found(store).orElseThrow().watermark()).isEqualTo(180);
    }
  }

  @Test
  void deletedCounters_areGone() throws SQLException {
    try (Store store = open()) {
      store.counters().store(List.of(row(60, 1)));
      store.counters().delete(List.of(ID));

      assertThat(found(store)).isEmpty();
      assertThat(counters(store)).doesNotContain(ID);
    }
  }

  private static Optional<StoredTotals> found(Store store) throws SQLException {
    return store.counters().find(ID, (watermark, totals) -> {
      try {
        return new StoredTotals(ID, watermark, totals.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  @Test
  void overrides_areReplacedAndDeleted() throws SQLException {
    try (Store store = open()) {
      store.overrides().store(Map.of("logLevel", "debug", "queryLimit", "1"));
      store.overrides().store(Map.of("logLevel", "warn"));
      store.overrides().delete(List.of("queryLimit"));
    }

    try (Store store = open()) {
      assertThat(store.overrides().all()).isEqualTo(Map.of("logLevel", "warn"));
    }
  }

  @Test
  void permits_areRecalledInOrder() throws SQLException {
    GrantedPermit early = new GrantedPermit(1_000, Payer.rest("", ""));
    GrantedPermit late = new GrantedPermit(2_000, Payer.graphql("t2", "acct", true));
    try (Store store = open()) {
      store.permits().add(List.of(late), 0);
      store.permits().add(List.of(early), 0);
    }

    try (Store store = open()) {
      assertThat(store.permits().all()).containsExactly(early, late);
    }
  }

  @Test
  void permitsOfAnOlderRelease_areRead() throws SQLException {
    open().close();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO cfexporter_permits (granted_at, api, account)"
          + " VALUES (1000, 'GRAPHQL', 'acct'), (2000, 'REST', '')");
    }

    try (Store store = open()) {
      assertThat(store.permits().all())
          .containsExactly(
              new GrantedPermit(1_000, new Payer(Api.GRAPHQL, "", "acct", Payer.Counted.EITHER)),
              new GrantedPermit(2_000, new Payer(Api.REST, "", "", Payer.Counted.EITHER)));
    }
  }

  @Test
  void newerSchema_isRefused() throws SQLException {
    open().close();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE cfexporter_schema SET version = 99");
    }

    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("version 99, this release knows 1");
  }

  static List<SourceZone> counters(Store store) {
    try {
      return store.counters().ids();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static StoredTotals row(long watermark, int content) {
    return new StoredTotals(ID, watermark, new byte[] {(byte) content});
  }
}
