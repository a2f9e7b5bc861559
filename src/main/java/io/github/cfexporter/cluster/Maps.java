package io.github.cfexporter.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MapStoreConfig;
import com.hazelcast.config.MapStoreConfig.InitialLoadMode;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.map.MapStore;
import com.hazelcast.spi.merge.LatestUpdateMergePolicy;
import io.github.cfexporter.cluster.counters.CountersStore;
import io.github.cfexporter.cluster.counters.JoinedTotals;
import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.github.cfexporter.cluster.counters.UnstoredWindows;
import io.github.cfexporter.cluster.fragments.LaterEpoch;
import io.github.cfexporter.cluster.fragments.NewerFragment;
import io.github.cfexporter.cluster.permits.AllPermits;
import io.github.cfexporter.cluster.shared.OverridesStore;
import io.github.cfexporter.cluster.store.Store;
import java.util.Optional;

/** The maps that the nodes share, and how each is kept. */
final class Maps {
  static final String COUNTERS = "counters";
  static final String OVERRIDES = "overrides";
  static final String FRAGMENTS = "fragments";
  static final String EPOCHS = "epochs";
  static final String LIMITER = "limiter";
  static final String SHARED_TEXTS = "directory";
  static final String NODE_REPORTS = "nodeReports";

  /**
   * The most that Hazelcast does. Up to seven nodes all have every entry, so that whichever side of a
   * split a node is on, it goes on from there. One of the others must have confirmed a change; of what
   * the limiter has let out, all of them.
   */
  static final int MOST_BACKUPS = 6;

  /** The shortest that Hazelcast can do. */
  private static final int WRITE_DELAY_SECONDS = 1;

  private static final int WRITE_BATCH = 500;

  /**
   * Declares the maps.
   *
   * @param store outlives the maps; without one they end with the last member
   * @param unstored is told which windows the store has
   * @param held is told what is read from the store
   */
  static void configure(
      Config config, Optional<Store> store, UnstoredWindows unstored, SeriesMemory held) {
    config.addMapConfig(map(COUNTERS)
        .setInMemoryFormat(InMemoryFormat.OBJECT) // windows are added to it without decoding it
        .setMergePolicyConfig(merging(JoinedTotals.class))
        .setMapStoreConfig(
            stored(store.map(s -> new CountersStore(s.counters(), unstored, held)))));
    config.addMapConfig(map(OVERRIDES)
        .setPerEntryStatsEnabled(true)
        .setMergePolicyConfig(merging(LatestUpdateMergePolicy.class))
        .setMapStoreConfig(stored(store.map(s -> new OverridesStore(s.overrides())))
            // what an operator was told is set must outlive a crash
            .setWriteDelaySeconds(0)));
    config.addMapConfig(map(FRAGMENTS).setMergePolicyConfig(merging(NewerFragment.class)));
    config.addMapConfig(map(EPOCHS).setMergePolicyConfig(merging(LaterEpoch.class)));
    config.addMapConfig(map(LIMITER)
        .setAsyncBackupCount(0)
        .setBackupCount(MOST_BACKUPS)
        .setMergePolicyConfig(merging(AllPermits.class)));
    config.addMapConfig(map(SHARED_TEXTS));
    config.addMapConfig(map(NODE_REPORTS)
        .setPerEntryStatsEnabled(true) // tells the policy which one is the latest
        .setMergePolicyConfig(merging(LatestUpdateMergePolicy.class)));
  }

  private static MergePolicyConfig merging(Class<?> policy) {
    return new MergePolicyConfig().setPolicy(policy.getName());
  }

  /** A map of which every node has everything. */
  static MapConfig map(String name) {
    return new MapConfig(name)
        .setStatisticsEnabled(false)
        .setBackupCount(1)
        .setAsyncBackupCount(MOST_BACKUPS - 1);
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
