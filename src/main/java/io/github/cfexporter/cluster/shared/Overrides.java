package io.github.cfexporter.cluster.shared;

import io.vertx.core.Future;
import java.util.Map;

/**
 * Configuration values that were set at runtime: shared by the whole cluster, as text by key. What
 * the keys and texts mean is not this package's business.
 */
public interface Overrides {

  /** All of them, as they are now. */
  Future<Map<String, String>> all();

  /** Sets one; completes when every node can see it. */
  Future<Void> put(String key, String text);

  /** Forgets one, if it was set. */
  Future<Void> remove(String key);

  /** Forgets all of them in one step. */
  Future<Void> clear();

  /**
   * Calls the listener after each change, no matter which node made it. It is called on a thread of
   * the cluster, which it must not hold up; several changes may lead to one call each.
   */
  void onChange(Runnable listener);
}
