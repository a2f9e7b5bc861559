package io.github.cfexporter.cluster.counters;

import com.hazelcast.map.MapStore;
import io.github.cfexporter.cluster.store.CountersTable;
import io.github.cfexporter.cluster.store.StoreException;
import io.github.cfexporter.cluster.store.StoredTotals;
import io.github.cfexporter.counting.Totals;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the counters to the database behind the map's back. Each row carries its own watermark, so
 * what a crash takes back is fetched from Cloudflare again. Failures go up to Hazelcast, which keeps
 * what could not be written and tries again.
 */
public final class CountersStore implements MapStore<SourceZone, Totals> {
  private static final Logger logger = LoggerFactory.getLogger(CountersStore.class);

  private final CountersTable table;

  /** Bytes of rows that are written together; as many again are in the hands of the driver. */
  private static final int MOST_TOGETHER = 4 << 20;

  private final UnstoredWindows unstored;
  private final SeriesMemory held;

  /** Totals of one moment. */
  private record Row(StoredTotals stored, long shownTo) {}

  /**
   * Counters in a table.
   *
   * @param unstored is told what the table has taken, and what it could not
   * @param held is told what was read, and tells how much of the next row finds room
   */
  public CountersStore(CountersTable table, UnstoredWindows unstored, SeriesMemory held) {
    this.table = table;
    this.unstored = unstored;
    this.held = held;
  }

  @Override
  public void store(SourceZone key, Totals totals) {
    storeAll(Map.of(key, totals));
  }

  @Override
  public void storeAll(Map<SourceZone, Totals> totals) {
    List<Row> rows = new ArrayList<>();
    int bytes = 0;
    try {
      for (Map.Entry<SourceZone, Totals> entry : totals.entrySet()) {
        Row row = row(entry.getKey(), entry.getValue());
        rows.add(row);
        bytes += row.stored().totals().length;
        if (bytes > MOST_TOGETHER) {
          store(rows);
          rows.clear();
          bytes = 0;
        }
      }
      store(rows);
    } catch (SQLException e) {
      unstored.failed(totals.keySet());
      throw new StoreException("counters could not be stored", e);
    }
  }

  private void store(List<Row> rows) throws SQLException {
    table.store(rows.stream().map(Row::stored).toList());
    rows.forEach(
        row -> unstored.stored(row.stored().id(), row.stored().watermark(), row.shownTo()));
  }

  @Override
  public void delete(SourceZone key) {
    deleteAll(List.of(key));
  }

  @Override
  public void deleteAll(Collection<SourceZone> keys) {
    try {
      table.delete(keys);
    } catch (SQLException e) {
      throw new StoreException("counters could not be deleted", e);
    }
  }

  @Override
  public Totals load(SourceZone key) {
    return load(key, held.storedCap());
  }

  /** One at a time: how much of the next finds room depends on what was read before. */
  private synchronized Totals load(SourceZone key, int configured) {
    try {
      int most = held.mostSeriesStored(configured);
      Optional<Totals> totals =
          table.find(key, (watermark, bytes) -> totals(key, watermark, bytes, most));
      totals.ifPresent(loaded -> held.holds(key, loaded));
      return totals.orElse(null);
    } catch (SQLException e) {
      throw new StoreException("counters could not be read", e);
    }
  }

  @Override
  public Map<SourceZone, Totals> loadAll(Collection<SourceZone> keys) {
    Map<SourceZone, Totals> loaded = new HashMap<>();
    int configured = held.storedCap();
    keys.forEach(key ->
        Optional.ofNullable(load(key, configured)).ifPresent(totals -> loaded.put(key, totals)));
    return loaded;
  }

  @Override
  public Iterable<SourceZone> loadAllKeys() {
    try {
      return table.ids();
    } catch (SQLException e) {
      throw new StoreException("counters could not be listed", e);
    }
  }

  /** The map goes on changing the very same object; see {@link ApplyWindow}. */
  private static Row row(SourceZone id, Totals totals) {
    synchronized (totals) {
      return new Row(
          new StoredTotals(id, totals.watermark(), TotalsCodec.encode(totals)), totals.shownTo());
    }
  }

  /** A row that cannot be read still tells where to go on, so no window counts twice. */
  private static Totals totals(SourceZone key, long watermark, InputStream bytes, int mostSeries) {
    try {
      return TotalsCodec.decode(bytes, mostSeries);
    } catch (IOException e) {
      logger.error("stored counters are damaged and begin anew: {}", key, e);
      return Totals.startingAt(watermark);
    }
  }
}
