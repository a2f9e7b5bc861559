package io.github.cfexporter.bus;

import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Every message that crosses the event bus. Call {@link #register} once per node, before use. */
public final class Messages {
  /** For messages that never leave their node. */
  public static final DeliveryOptions LOCAL_ONLY = new DeliveryOptions().setLocalOnly(true);

  /**
   * For requests that wait for a permit: with a small budget that takes minutes, and the waiting side
   * has its own ways to give up. They never leave their node.
   */
  public static final DeliveryOptions PATIENT =
      new DeliveryOptions().setSendTimeout(TimeUnit.DAYS.toMillis(1)).setLocalOnly(true);

  private static final List<Class<? extends Record>> LOCAL = List.of(
      Collect.class,
      Forget.class,
      Release.class,
      Ask.class,
      Asked.class,
      EntitlementsAsk.class,
      EntitlementsAsk.Answer.class,
      RestAsk.class,
      RestAsk.Answer.class,
      SettingsChanged.class,
      KindsChanged.class,
      CredentialsChanged.class,
      Ping.class,
      Ping.Answer.class);

  private static final List<JsonCodec<?>> CLUSTER = List.of(
      PermitRequest.CODEC,
      PermitRequest.Permit.CODEC,
      RateNotice.CODEC,
      ZonesAsk.CODEC,
      ZonesAsk.Answer.CODEC,
      ZoneSearch.CODEC,
      ZoneSearch.Answer.CODEC);

  /** From then on, no other objects are sent or read: those would be Java's own serialization. */
  public static void register(EventBus bus) {
    bus.serializableChecker(type -> false).clusterSerializableChecker(type -> false);
    LOCAL.forEach(type -> local(bus, type));
    CLUSTER.forEach(codec -> cluster(bus, codec));
  }

  private static <T extends Record> void local(EventBus bus, Class<T> type) {
    bus.registerDefaultCodec(type, new LocalCodec<>(type));
  }

  private static <T extends Record> void cluster(EventBus bus, JsonCodec<T> codec) {
    MessageCodec<T, T> typed = codec;
    bus.registerDefaultCodec(codec.type(), typed);
  }

  private Messages() {}
}
