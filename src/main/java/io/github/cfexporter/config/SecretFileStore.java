package io.github.cfexporter.config;

import io.vertx.config.spi.ConfigStore;
import io.vertx.config.spi.ConfigStoreFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/** A file of one secret, for vertx-config: what it holds, under {@code secrets} and its path. */
final class SecretFileStore implements ConfigStore {
  static final String TYPE = "secret-file";
  static final String FIELD = "secrets";
  static final String PATH = "path";

  private final Vertx vertx;
  private final Path path;

  private SecretFileStore(Vertx vertx, Path path) {
    this.vertx = vertx;
    this.path = path;
  }

  /** Found by the service loader. */
  public static final class Factory implements ConfigStoreFactory {
    @Override
    public String name() {
      return TYPE;
    }

    /** @param configuration {@code path} of the file */
    @Override
    public ConfigStore create(Vertx vertx, JsonObject configuration) {
      return new SecretFileStore(vertx, Path.of(configuration.getString(PATH)));
    }
  }

  @Override
  public Future<Buffer> get() {
    return vertx.executeBlocking(() -> new JsonObject()
        .put(FIELD, new JsonObject().put(path.toString(), SecretText.read(path).toJson()))
        .toBuffer());
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
