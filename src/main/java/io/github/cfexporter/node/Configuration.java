package io.github.cfexporter.node;

import static io.github.cfexporter.settings.Deployment.WEB_CONFIG_FILE;

import io.github.cfexporter.catalog.live.CurrentCatalog;
import io.github.cfexporter.cloudflare.transport.Transport;
import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.config.LiveQueryKinds;
import io.github.cfexporter.config.LiveSettings;
import io.github.cfexporter.config.SettingsReader;
import io.github.cfexporter.exposition.Format;
import io.github.cfexporter.http.webconfig.LiveWebConfig;
import io.github.cfexporter.log.LogTail;
import io.github.cfexporter.remote.ReceiverTransport;
import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.CommandLine;
import io.github.cfexporter.settings.MetricNames;
import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.SettingsException;
import io.github.cfexporter.simulator.world.Tokens;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an operator has written: settings, web configuration and query kinds.
 *
 * @param catalog the query kinds, as they take effect
 */
public record Configuration(
    LiveSettings settings, LiveWebConfig web, LiveQueryKinds kinds, CurrentCatalog catalog) {

  /**
   * Reads all of it for the first time; blocks.
   *
   * @throws SettingsException with every mistake in settings and query kinds
   */
  public static Configuration read(CommandLine arguments) {
    SettingsReader reader = reader(arguments);
    LiveQueryKinds kinds = kinds(reader);
    CurrentCatalog catalog = new CurrentCatalog(kinds.catalog());
    LiveSettings settings = settings(reader, KnownMetrics.names(catalog));
    return new Configuration(
        settings, LiveWebConfig.read(settings.get().get(WEB_CONFIG_FILE)), kinds, catalog);
  }

  /** What a node runs on that is configured so. */
  public NodeContext nodeContext(
      Member member, Supplier<Transport> transports, Function<Format, byte[]> ownMetrics) {
    Vertx vertx = member.vertx();
    return new NodeContext(
        vertx, Time.of(vertx), settings, member, transports, ownMetrics, catalog);
  }

  /**
   * What such a node is told beside that.
   *
   * @param receivers makes the way to a receiver of remote write, by its URL
   */
  public Surroundings surroundings(
      BuildInfo build, LogTail log, Function<String, ReceiverTransport> receivers) {
    return new Surroundings(build, log, Optional.of(settings), receivers, kinds);
  }

  /** The denylist may name what query kinds have, so that they are read first. */
  private static LiveQueryKinds kinds(SettingsReader reader) {
    try {
      return reader.queryKinds(KnownMetrics.taken());
    } catch (SettingsException e) {
      List<Mistake> mistakes = new ArrayList<>(e.mistakes());
      try {
        settings(reader, MetricNames.ANY);
      } catch (SettingsException others) {
        others.mistakes().stream().filter(one -> !mistakes.contains(one)).forEach(mistakes::add);
      }
      throw new SettingsException(mistakes);
    }
  }

  private static LiveSettings settings(SettingsReader reader, MetricNames metrics) {
    LiveSettings settings = LiveSettings.read(reader, metrics);
    settings.get().credentials();
    return settings;
  }

  private static SettingsReader reader(CommandLine arguments) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    Map<String, String> given = new HashMap<>(arguments.variables());
    if (arguments.has(CommandLine.DEMO)) {
      for (Map<String, String> variables : List.of(environment, given)) {
        variables.keySet().removeIf(name -> name.matches("CLOUDFLARE_API_(TOKEN|KEY|EMAIL).*"));
      }
      environment.put("CLOUDFLARE_API_TOKEN", Tokens.DEMO);
    }
    return new SettingsReader(environment, given);
  }
}
