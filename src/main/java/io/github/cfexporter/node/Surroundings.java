package io.github.cfexporter.node;

import io.github.cfexporter.config.LiveQueryKinds;
import io.github.cfexporter.config.LiveSettings;
import io.github.cfexporter.log.LogTail;
import io.github.cfexporter.remote.HttpReceiverTransport;
import io.github.cfexporter.remote.ReceiverTransport;
import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.runtime.NodeContext;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a node is told, and reaches, beside what it runs on.
 *
 * @param build what it says that it is
 * @param log what the page shows of the log
 * @param live what {@code nodeContext.settings()} answers, if the node follows its sources and lets
 *     them be changed over REST
 * @param receivers makes the way to a receiver of remote write, by its URL
 * @param kinds the user's own query kinds, of which {@code nodeContext.catalog()} has the first reading
 */
public record Surroundings(
    BuildInfo build,
    LogTail log,
    Optional<LiveSettings> live,
    Function<String, ReceiverTransport> receivers,
    LiveQueryKinds kinds) {

  /** Those of a node whose settings nobody changes. */
  public static Surroundings plain(NodeContext nodeContext) {
    return new Surroundings(
        BuildInfo.read(),
        LogTail.none(),
        Optional.empty(),
        HttpReceiverTransport.of(
            nodeContext.vertx(),
            HttpReceiverTransport.authorities(nodeContext.settings().get())),
        LiveQueryKinds.none());
  }

  /** The same with another way to receivers. */
  public Surroundings with(Function<String, ReceiverTransport> others) {
    return new Surroundings(build, log, live, others, kinds);
  }

  /** The same with a directory of query kinds. */
  public Surroundings with(LiveQueryKinds others) {
    return new Surroundings(build, log, live, receivers, others);
  }
}
