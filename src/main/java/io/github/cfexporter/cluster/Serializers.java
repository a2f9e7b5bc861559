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

  static final int COUNTER_KEY = 1001;
  static final int TOTALS = 1002;
  static final int APPLIED = 1003;

  static void register(SerializationConfig config) {
    add(config, CounterKey.class, new CounterKey.Serializer());
    add(config, Totals.class, new TotalsSerializer());
    add(config, Applied.class, new AppliedSerializer());
    config.addDataSerializableFactory(FACTORY, id -> switch (id) {
      case APPLY_WINDOW -> new ApplyWindow();
      case DROP_FAMILIES -> new DropFamilies();
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
