package io.github.cfexporter.cluster.shared;

import com.hazelcast.map.IMap;
import io.github.cfexporter.cluster.Ownership;
import io.github.cfexporter.cluster.wire.Operations;
import io.vertx.core.Future;
import java.util.Optional;

/** Short texts that all nodes share: what one node has found out need not be asked for by others. */
public final class SharedTexts {
  /** The work of listing accounts, for {@link Ownership}, and the entry of the list. */
  public static final String ACCOUNTS = "accounts";

  private final Operations operations;
  private final IMap<String, String> map;

  public SharedTexts(Operations operations, IMap<String, String> map) {
    this.operations = operations;
    this.map = map;
  }

  public Future<Optional<String>> get(String name) {
    return operations.here(map.getAsync(name)).map(Optional::ofNullable);
  }

  public Future<Void> put(String name, String text) {
    return operations.here(map.setAsync(name, text));
  }
}
