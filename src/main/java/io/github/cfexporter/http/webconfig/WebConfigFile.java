package io.github.cfexporter.http.webconfig;

import io.github.cfexporter.config.SmallFile;
import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.SettingsException;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One reading of a web configuration file and of the files that it names. */
public final class WebConfigFile {
  private final String text;
  private final WebConfig config;
  private final Optional<ServerTls> tls;

  private WebConfigFile(String text, WebConfig config, Optional<ServerTls> tls) {
    this.text = text;
    this.config = config;
    this.tls = tls;
  }

  /** As if there were no file. */
  public static WebConfigFile none() {
    return new WebConfigFile("", WebConfig.NONE, Optional.empty());
  }

  /**
   * Reads what is on disk now. Blocks.
   *
   * @param before an earlier reading, of which is kept what has not changed
   * @throws SettingsException with every mistake, or the first one in the files that it names
   */
  public static WebConfigFile read(Path file, WebConfigFile before) {
    try {
      String text = SmallFile.read(file);
      WebConfig config =
          text.equals(before.text) ? before.config : new WebConfigReader(file).read(text);
      Optional<ServerTls> known = before.tls.filter(tls -> config.equals(before.config));
      return new WebConfigFile(
          text,
          config,
          config.tls().map(tls -> new ServerTlsReader(file, tls, config.http2()).read(known)));
    } catch (IOException e) {
      throw new SettingsException(
          new Mistake(file.toString(), "cannot be read (" + SmallFile.cause(e) + ")"));
    }
  }

  public WebConfig config() {
    return config;
  }

  /** How the server speaks TLS; empty if it does not. */
  public Optional<ServerSSLOptions> tls() {
    return tls.map(ServerTls::options);
  }

  /** Whether the certificates, keys and ways of TLS are those of another reading. */
  boolean hasTlsOf(WebConfigFile other) {
    return config.tls().equals(other.config.tls())
        && tls.map(ServerTls::texts).equals(other.tls.map(ServerTls::texts));
  }

  /** Equal if it says the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof WebConfigFile file && config.equals(file.config) && hasTlsOf(file);
  }

  @Override
  public int hashCode() {
    return config.hashCode();
  }
}
