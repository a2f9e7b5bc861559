package io.github.cfexporter.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this program is, as the build wrote it into the jar.
 *
 * @param version of the release, such as {@code 1.2.3}; with {@code -SNAPSHOT} if it is none
 * @param revision the commit it was built from, shortened; {@value #UNKNOWN} if built without Git
 * @param java version of the runtime
 */
public record BuildInfo(String version, String revision, String java) {
  private static final String UNKNOWN = "unknown";

  /** What semantic versioning calls build metadata. */
  private static final String DEMO = "+demo";

  public static BuildInfo read() {
    try (InputStream in = BuildInfo.class.getResourceAsStream("/build.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return of(properties, Runtime.version().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("build.properties cannot be read", e);
    }
  }

  static BuildInfo of(Properties properties, String java) {
    return new BuildInfo(text(properties, "version"), text(properties, "revision"), java);
  }

  /** The same as what runs against a simulated Cloudflare: its version tells so wherever it is shown. */
  public BuildInfo ofDemo() {
    return new BuildInfo(version + DEMO, revision, java);
  }

  /** Whether all data is simulated. */
  public boolean isDemo() {
    return version.endsWith(DEMO);
  }

  /** In one line, as {@code --version} prints it. */
  public String line() {
    return version + " (revision " + revision + ", Java " + java + ")";
  }

  /** Maven leaves the placeholder of what it does not know. */
  private static String text(Properties properties, String key) {
    String text = properties.getProperty(key, "");
    return text.isEmpty() || text.startsWith("${") ? UNKNOWN : text;
  }
}
