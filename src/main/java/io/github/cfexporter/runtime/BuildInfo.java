package io.github.cfexporter.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this program is, as the build wrote it into the jar. */
public record BuildInfo(String version, String java) {

  public static BuildInfo read() {
    try (InputStream in = BuildInfo.class.getResourceAsStream("/build.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return new BuildInfo(properties.getProperty("version"), Runtime.version().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("build.properties cannot be read", e);
    }
  }
}
