package io.github.cfexporter.config;

import io.github.cfexporter.cluster.shared.Overrides;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Overrides in a plain map, which a test may change as another node would. */
public final class FakeOverrides implements Overrides {
  public final Map<String, String> stored = new ConcurrentHashMap<>();

  /** Set while the database is away. */
  public volatile boolean away;

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  @Override
  public Future<Map<String, String>> all() {
    return Future.succeededFuture(Map.copyOf(stored));
  }

  @Override
  public Future<Void> put(String key, String text) {
    if (away) {
      return Future.failedFuture("overrides could not be stored");
    }
    stored.put(key, text);
    return told();
  }

  @Override
  public Future<Void> remove(String key) {
    stored.remove(key);
    return told();
  }

  @Override
  public Future<Void> clear() {
    stored.clear();
    return told();
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private Future<Void> told() {
    listeners.forEach(Runnable::run);
    return Future.succeededFuture();
  }
}
