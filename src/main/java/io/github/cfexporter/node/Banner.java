package io.github.cfexporter.node;

import static io.github.cfexporter.settings.Deployment.CONFIG_FILE;

import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.settings.CommandLine;
import io.github.cfexporter.settings.Origin;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;

/** The first line of the log: what starts here, and where its settings come from. */
public final class Banner {
  /** The name that Linux calls the machine or the container, known without asking a name server. */
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /** Tells which secrets lie open. */
  public static void warnOfOpenSecrets(Logger logger, CommandLine arguments) {
    if (!arguments.openSecrets().isEmpty()) {
      logger.warn(
          "every user of this machine can read secrets that are arguments: settings={}",
          arguments.openSecrets());
    }
  }

  private Banner() {}

  /**
   * Writes it. Names of settings only: values may be secret, and {@code /config} shows the others.
   * What is set at runtime is read later and logged by itself.
   */
  public static void log(Logger logger, BuildInfo build, String node, Settings settings) {
    logger.info(
        "starting: version={} revision={} java={} node={} arguments={} environment={} file={}"
            + " fileKeys={} defaults={}",
        build.version(),
        build.revision(),
        build.java(),
        node,
        names(settings, Origin.COMMAND_LINE),
        names(settings, Origin.ENVIRONMENT),
        settings.get(CONFIG_FILE),
        names(settings, Origin.FILE),
        names(settings, Origin.DEFAULT).size());
    if (build.isDemo()) {
      logger.info("all data is simulated, because of --demo: nothing is asked of Cloudflare");
    }
  }

  /** The name of this machine; blocks for no longer than a file takes. */
  public static String node(Map<String, String> environment) {
    String set = environment.getOrDefault("HOSTNAME", "");
    if (!set.isBlank()) {
      return set;
    }
    try {
      return Files.readString(HOST_NAME).strip();
    } catch (IOException notLinux) {
      return "unknown";
    }
  }

  private static List<String> names(Settings settings, Origin origin) {
    return Settings.ALL.stream()
        .filter(setting -> settings.origin(setting) == origin)
        .map(Setting::name)
        .toList();
  }
}
