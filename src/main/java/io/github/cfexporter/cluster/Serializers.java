package io.github.cfexporter.cluster;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.nio.serialization.StreamSerializer;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Totals;

/** Every type that crosses the cluster, with the id that must never change between releases. */
final class Serializers {
  static final int FACTORY = 1;
  static final int APPLY_WINDOW = 1;
  static final int DROP_FAMILIES = 2;
  static final int POST = 3;
  static final int BEGIN_REIGN = 4;
  static final int TAKE_OVER = 5;
  static final int RECORD_PERMITS = 6;
  static final int MUSTER = 7;
  static final int FAREWELL = 8;
  static final int HIGHER_WATERMARK = 9;
  static final int LATER_REIGN = 10;
  static final int ALL_PERMITS = 11;
  static final int NEWER_POST = 12;

  static final int COUNTER_KEY = 1001;
  static final int TOTALS = 1002;
  static final int APPLIED = 1003;
  static final int FRAGMENT_KEY = 1004;
  static final int POSTED = 1005;
  static final int LIMITER_STATE = 1006;

  static void register(SerializationConfig config) {
    add(config, CounterKey.class, new CounterKey.Serializer());
    add(config, Totals.class, new TotalsSerializer());
    add(config, Applied.class, new AppliedSerializer());
    add(config, FragmentKey.class, new FragmentKey.Serializer());
    add(config, Posted.class, new Posted.Serializer());
    add(config, LimiterState.class, new LimiterState.Serializer());
    config.addDataSerializableFactory(FACTORY, id -> switch (id) {
      case APPLY_WINDOW -> new ApplyWindow();
      case DROP_FAMILIES -> new DropFamilies();
      case POST -> new Post();
      case BEGIN_REIGN -> new BeginReign();
      case TAKE_OVER -> new TakeOver();
      case RECORD_PERMITS -> new RecordPermits();
      case MUSTER -> new Muster();
      case FAREWELL -> new Farewell();
      case HIGHER_WATERMARK -> new HigherWatermark();
      case LATER_REIGN -> new LaterReign();
      case ALL_PERMITS -> new AllPermits();
      case NEWER_POST -> new NewerPost();
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
