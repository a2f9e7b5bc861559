package io.github.cfexporter.cluster.shared;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import io.github.cfexporter.cluster.wire.Operations;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The latest that each node has told of itself. What a node has told stays when it is gone, and a node
 * that comes back to the same address goes on from there.
 */
public final class NodeReports {
  private final Operations operations;
  private final IMap<String, String> map;

  /** Where the others reach this node: the same when its process is started again. */
  private final String address;

  public NodeReports(Operations operations, IMap<String, String> map, String address) {
    this.operations = operations;
    this.map = map;
    this.address = address;
  }

  /** What was told last from this address, maybe by an earlier process. */
  public Future<Optional<String>> former() {
    return operations.here(map.getAsync(address)).map(Optional::ofNullable);
  }

  public Future<Void> post(String text) {
    return operations.here(map.setAsync(address, text));
  }

  /**
   * Hands over every report by the address of its node: those that are there, and those to come, also
   * this node's own. Calls back on threads of Hazelcast's. Blocks.
   */
  public void read(BiConsumer<String, String> reader) {
    map.addEntryListener(new Reader(reader), true);
    map.forEach(reader);
  }

  private record Reader(BiConsumer<String, String> reader)
      implements EntryAddedListener<String, String>,
          EntryUpdatedListener<String, String>,
          EntryMergedListener<String, String> {
    @Override
    public void entryAdded(EntryEvent<String, String> event) {
      reader.accept(event.getKey(), event.getValue());
    }

    @Override
    public void entryUpdated(EntryEvent<String, String> event) {
      reader.accept(event.getKey(), event.getValue());
    }

    @Override
    public void entryMerged(EntryEvent<String, String> event) {
      reader.accept(event.getKey(), event.getValue());
    }
  }
}
