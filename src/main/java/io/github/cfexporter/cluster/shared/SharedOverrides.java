package io.github.cfexporter.cluster.shared;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.MapEvent;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryLoadedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import com.hazelcast.map.listener.MapClearedListener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/** The overrides in a map of the cluster. Answers come back on the context of the caller. */
public final class SharedOverrides implements Overrides {
  private final Vertx vertx;
  private final IMap<String, String> map;

  public SharedOverrides(Vertx vertx, IMap<String, String> map) {
    this.vertx = vertx;
    this.map = map;
  }

  @Override
  public Future<Map<String, String>> all() {
    return vertx.executeBlocking(this::copy, false);
  }

  @Override
  public Future<Void> put(String key, String text) {
    return here(map.setAsync(key, text));
  }

  @Override
  public Future<Void> remove(String key) {
    return here(map.removeAsync(key)).mapEmpty();
  }

  @Override
  public Future<Void> clear() {
    return vertx.executeBlocking(done(map::clear), false);
  }

  @Override
  public void onChange(Runnable listener) {
    map.addEntryListener(new EveryChange(listener), false);
  }

  private Map<String, String> copy() {
    Map<String, String> copy = new HashMap<>();
    map.entrySet().forEach(entry -> copy.put(entry.getKey(), entry.getValue()));
    return copy;
  }

  private static Callable<Void> done(Runnable work) {
    return () -> {
      work.run();
      return null;
    };
  }

  private <T> Future<T> here(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
  }

  /** Every event after which the map may hold something else. */
  private record EveryChange(Runnable listener)
      implements EntryAddedListener<String, String>,
          EntryUpdatedListener<String, String>,
          EntryRemovedListener<String, String>,
          EntryMergedListener<String, String>,
          EntryLoadedListener<String, String>,
          MapClearedListener {

    @Override
    public void entryAdded(EntryEvent<String, String> event) {
      listener.run();
    }

    @Override
    public void entryUpdated(EntryEvent<String, String> event) {
      listener.run();
    }

    @Override
    public void entryRemoved(EntryEvent<String, String> event) {
      listener.run();
    }

    @Override
    public void entryMerged(EntryEvent<String, String> event) {
      listener.run();
    }

    @Override
    public void entryLoaded(EntryEvent<String, String> event) {
      listener.run();
    }

    @Override
    public void mapCleared(MapEvent event) {
      listener.run();
    }
  }
}
