package io.github.cfexporter.config;

import io.vertx.config.spi.ConfigStore;
import io.vertx.config.spi.ConfigStoreFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.function.Supplier;

/** What one file of the configuration is at the moment, for vertx-config. */
final class WatchedFileStore implements ConfigStore {
  /** Type of a store that tells the configuration file under {@link #FILE}. */
  static final String SETTINGS_FILE = "settings-file";

  /** Type of a store that tells a file of one secret under {@link #SECRETS} and its path. */
  static final String SECRET_FILE = "secret-file";

  /** Where the file is: what both types are configured with. */
  static final String PATH = "path";

  static final String FILE = "file";
  static final String SECRETS = "secrets";

  private final Vertx vertx;
  private final Supplier<JsonObject> reading;

  private WatchedFileStore(Vertx vertx, Supplier<JsonObject> reading) {
    this.vertx = vertx;
    this.reading = reading;
  }

  /** Found by the service loader. */
  public static final class OfSettings implements ConfigStoreFactory {
    @Override
    public String name() {
      return SETTINGS_FILE;
    }

    @Override
    public ConfigStore create(Vertx vertx, JsonObject configuration) {
      Path path = Path.of(configuration.getString(PATH));
      return new WatchedFileStore(
          vertx, () -> new JsonObject().put(FILE, SettingsFile.read(path).toJson()));
    }
  }

  /** Found by the service loader. */
  public static final class OfSecret implements ConfigStoreFactory {
    @Override
    public String name() {
      return SECRET_FILE;
    }

    @Override
    public ConfigStore create(Vertx vertx, JsonObject configuration) {
      String path = configuration.getString(PATH);
      return new WatchedFileStore(
          vertx,
          () -> new JsonObject()
              .put(
                  SECRETS,
                  new JsonObject().put(path, SecretText.read(Path.of(path)).toJson())));
    }
  }

  @Override
  public Future<Buffer> get() {
    return vertx.executeBlocking(() -> reading.get().toBuffer());
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
