package io.github.cfexporter.cluster.shared;

import com.hazelcast.map.MapStore;
import io.github.cfexporter.cluster.store.OverridesTable;
import io.github.cfexporter.cluster.store.StoreException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Keeps the overrides in the database, where they are before a change is acknowledged. */
public final class OverridesStore implements MapStore<String, String> {
  private final OverridesTable table;

  public OverridesStore(OverridesTable table) {
    this.table = table;
  }

  @Override
  public void store(String key, String text) {
    storeAll(Map.of(key, text));
  }

  @Override
  public void storeAll(Map<String, String> overrides) {
    try {
      table.store(overrides);
    } catch (SQLException e) {
      throw new StoreException("overrides could not be stored", e);
    }
  }

  @Override
  public void delete(String key) {
    deleteAll(List.of(key));
  }

  @Override
  public void deleteAll(Collection<String> keys) {
    try {
      table.delete(keys);
    } catch (SQLException e) {
      throw new StoreException("overrides could not be deleted", e);
    }
  }

  @Override
  public String load(String key) {
    return all().get(key);
  }

  @Override
  public Map<String, String> loadAll(Collection<String> keys) {
    Map<String, String> all = all();
    all.keySet().retainAll(keys);
    return all;
  }

  @Override
  public Iterable<String> loadAllKeys() {
    return List.copyOf(all().keySet());
  }

  private Map<String, String> all() {
    try {
      return table.all();
    } catch (SQLException e) {
      throw new StoreException("overrides could not be read", e);
    }
  }
}
