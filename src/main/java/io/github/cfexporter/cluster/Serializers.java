package io.github.cfexporter.cluster;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.nio.serialization.StreamSerializer;
import io.github.cfexporter.cluster.counters.AppliedSerializer;
import io.github.cfexporter.cluster.counters.ApplyWindow;
import io.github.cfexporter.cluster.counters.DropFamilies;
import io.github.cfexporter.cluster.counters.HigherWatermark;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.cluster.counters.TotalsSerializer;
import io.github.cfexporter.cluster.fragments.BeginEpoch;
import io.github.cfexporter.cluster.fragments.FragmentKey;
import io.github.cfexporter.cluster.fragments.LaterEpoch;
import io.github.cfexporter.cluster.fragments.NewerFragment;
import io.github.cfexporter.cluster.fragments.PutFragment;
import io.github.cfexporter.cluster.fragments.SharedFragment;
import io.github.cfexporter.cluster.permits.AgreeOnShares;
import io.github.cfexporter.cluster.permits.AllPermits;
import io.github.cfexporter.cluster.permits.BeginTerm;
import io.github.cfexporter.cluster.permits.LeaveShares;
import io.github.cfexporter.cluster.permits.LimiterState;
import io.github.cfexporter.cluster.permits.RecordPermits;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Totals;

/** Every type that crosses the cluster, with the id that must never change between releases. */
public final class Serializers {
  public static final int FACTORY = 1;
  public static final int APPLY_WINDOW = 1;
  public static final int DROP_FAMILIES = 2;
  public static final int PUT_FRAGMENT = 3;
  public static final int BEGIN_EPOCH = 4;
  public static final int BEGIN_TERM = 5;
  public static final int RECORD_PERMITS = 6;
  public static final int AGREE_ON_SHARES = 7;
  public static final int LEAVE_SHARES = 8;
  public static final int HIGHER_WATERMARK = 9;
  public static final int LATER_EPOCH = 10;
  public static final int ALL_PERMITS = 11;
  public static final int NEWER_FRAGMENT = 12;

  public static final int SOURCE_ZONE = 1001;
  public static final int TOTALS = 1002;
  public static final int APPLIED = 1003;
  public static final int FRAGMENT_KEY = 1004;
  public static final int SHARED_FRAGMENT = 1005;
  public static final int LIMITER_STATE = 1006;

  public static void register(SerializationConfig config) {
    add(config, SourceZone.class, new SourceZone.Serializer());
    add(config, Totals.class, new TotalsSerializer());
    add(config, Applied.class, new AppliedSerializer());
    add(config, FragmentKey.class, new FragmentKey.Serializer());
    add(config, SharedFragment.class, new SharedFragment.Serializer());
    add(config, LimiterState.class, new LimiterState.Serializer());
    config.addDataSerializableFactory(FACTORY, id -> switch (id) {
      case APPLY_WINDOW -> new ApplyWindow();
      case DROP_FAMILIES -> new DropFamilies();
      case PUT_FRAGMENT -> new PutFragment();
      case BEGIN_EPOCH -> new BeginEpoch();
      case BEGIN_TERM -> new BeginTerm();
      case RECORD_PERMITS -> new RecordPermits();
      case AGREE_ON_SHARES -> new AgreeOnShares();
      case LEAVE_SHARES -> new LeaveShares();
      case HIGHER_WATERMARK -> new HigherWatermark();
      case LATER_EPOCH -> new LaterEpoch();
      case ALL_PERMITS -> new AllPermits();
      case NEWER_FRAGMENT -> new NewerFragment();
      default ->
        throw new IllegalArgumentException("unknown type id " + id + " of factory " + FACTORY);
    });
  }

  private static <T> void add(
      SerializationConfig config, Class<T> type, StreamSerializer<T> serializer) {
    config.addSerializerConfig(
        new SerializerConfig().setTypeClass(type).setImplementation(serializer));
  }

  private Serializers() {}
}
