package io.github.cfexporter.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;

/** Tells the accounts of this node that there are other query kinds now, and all of them listen. */
public record KindsChanged() {
  private static final String ADDRESS = "kinds.changed";

  /** Tells all verticles of this node. */
  public static void publish(EventBus bus) {
    bus.publish(ADDRESS, new KindsChanged(), Messages.LOCAL_ONLY);
  }

  /** Hears of every change; completes when from now on none is missed. */
  public static Future<Void> listen(EventBus bus, Runnable listener) {
    return bus.<KindsChanged>localConsumer(ADDRESS, message -> listener.run()).completion();
  }
}
