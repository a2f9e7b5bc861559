package io.github.cfexporter.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MapStoreConfig;
import com.hazelcast.config.MapStoreConfig.InitialLoadMode;
import com.hazelcast.map.MapStore;
import io.github.cfexporter.cluster.store.Store;
import java.util.Optional;

/** The maps that the nodes share, and how each is kept. */
final class Maps {
  static final String COUNTERS = "counters";
  static final String OVERRIDES = "overrides";

  /** The shortest that Hazelcast can do. */
  private static final int WRITE_DELAY_SECONDS = 1;

  private static final int WRITE_BATCH = 500;

  /** @param store outlives the maps; without one they end with the last member */
  static void configure(Config config, Optional<Store> store) {
    config.addMapConfig(map(COUNTERS)
        .setInMemoryFormat(InMemoryFormat.OBJECT) // windows are added to it without decoding it
        .setMapStoreConfig(stored(store.map(s -> new CountersStore(s.counters())))));
    config.addMapConfig(map(OVERRIDES)
        .setMapStoreConfig(stored(store.map(s -> new OverridesStore(s.overrides())))));
  }

  private static MapConfig map(String name) {
    return new MapConfig(name).setStatisticsEnabled(false);
  }

  private static MapStoreConfig stored(Optional<? extends MapStore<?, ?>> store) {
    MapStoreConfig config = new MapStoreConfig().setEnabled(store.isPresent());
    store.ifPresent(config::setImplementation);
    return config
        .setInitialLoadMode(InitialLoadMode.EAGER)
        .setWriteDelaySeconds(WRITE_DELAY_SECONDS)
        .setWriteBatchSize(WRITE_BATCH)
        .setWriteCoalescing(true);
  }

  private Maps() {}
}
