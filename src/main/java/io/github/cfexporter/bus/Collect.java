package io.github.cfexporter.bus;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells a query kind to bring one batch of an account up to date.
 *
 * @param batch number of the batch, stable as long as its zones live; 0 for the account itself
 * @param targets zones of the batch, those that need nothing included
 * @param whole whether these are all; others are being prepared
 */
public record Collect(AccountView account, int batch, List<Target> targets, boolean whole) {
  public Collect {
    targets = List.copyOf(targets);
  }

  /** Where a query kind listens. */
  public static String address(String kind) {
    return "collect." + kind;
  }

  /** Listens to everything that a query kind is told: what to collect, and what it need not any more. */
  public static Future<Void> listen(
      EventBus bus,
      String kind,
      Handler<Message<Collect>> collect,
      Handler<Message<Release>> release,
      Handler<Message<Forget>> forget,
      Consumer<SettingsChanged> changed) {
    return Future.all(
            bus.localConsumer(address(kind), collect).completion(),
            bus.localConsumer(Release.ADDRESS, release).completion(),
            bus.localConsumer(Forget.ADDRESS, forget).completion(),
            SettingsChanged.listen(bus, changed))
        .mapEmpty();
  }
}
