package io.github.cfexporter;

import static io.github.cfexporter.settings.Deployment.API_BASE_URL;
import static io.github.cfexporter.settings.Tunables.SCRAPE_DELAY;

import io.github.cfexporter.backfill.BackfillOptions;
import io.github.cfexporter.backfill.BackfillStart;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.check.SelfCheck;
import io.github.cfexporter.check.SettingsFindings;
import io.github.cfexporter.cloudflare.transport.HttpTransport;
import io.github.cfexporter.cloudflare.transport.Transport;
import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.cluster.MemberStart;
import io.github.cfexporter.config.LiveSettings;
import io.github.cfexporter.http.access.MachineNames;
import io.github.cfexporter.log.LogTail;
import io.github.cfexporter.log.Logging;
import io.github.cfexporter.node.Banner;
import io.github.cfexporter.node.ClusterStart;
import io.github.cfexporter.node.Configuration;
import io.github.cfexporter.node.Exporter;
import io.github.cfexporter.node.Network;
import io.github.cfexporter.node.ServerSettings;
import io.github.cfexporter.node.Shutdown;
import io.github.cfexporter.report.findings.Finding;
import io.github.cfexporter.report.process.ProcessMetrics;
import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.runtime.Libraries;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.OutOfMemory;
import io.github.cfexporter.runtime.ReloadSignal;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.runtime.UnusedMemory;
import io.github.cfexporter.runtime.VertxFiles;
import io.github.cfexporter.settings.CommandLine;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.values.Credential;
import io.github.cfexporter.settings.values.LogLevel;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one node of the exporter. */
public final class Main {
  public static void main(String[] args) {
    Libraries.choose();
    if (List.of(args).indexOf(CommandLine.BACKFILL) == 0) {
      backfill(List.of(args).subList(1, args.length));
      return;
    }
    CommandLine arguments = Shutdown.orEnd(() -> CommandLine.parse(List.of(args)));
    if (arguments.has(CommandLine.HELP)) {
      System.out.print(CommandLine.help());
    } else if (arguments.has(CommandLine.VERSION)) {
      System.out.println(BuildInfo.read().line());
    } else if (arguments.has(CommandLine.CHECK)) {
      check(arguments);
    } else {
      run(arguments);
    }
  }

  /** Asks Cloudflare what there is, prints it, and ends; neither store nor cluster is touched. */
  private static void check(CommandLine arguments) {
    boolean demo = arguments.has(CommandLine.DEMO);
    Configuration configuration = Shutdown.orEnd(() -> Configuration.read(arguments));
    LiveSettings settings = configuration.settings();
    Network network = Shutdown.orEnd(() -> network(settings.get(), demo));
    Logging log = Logging.ofProcess();
    log.apply(settings.get(), LogLevel.ERROR); // the report tells the rest
    List<Finding> notes = SettingsFindings.of(
        settings.get(), settings.unknownVariables(), configuration.web().get().keepsStrangersOut());
    Vertx vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(VertxFiles.none()));
    cloudflare(vertx, settings, demo)
        .compose(baseUrl -> new SelfCheck(
                vertx,
                transport(vertx, baseUrl, settings, network),
                settings.get(),
                configuration.catalog().get())
            .run(BuildInfo.read().version(), notes, Instant.now()))
        .onSuccess(report -> {
          System.out.print(log.redaction().of(report.text()));
          Shutdown.exit(report.exitCode());
        })
        .onFailure(Shutdown::notStarted);
  }

  /** Reads history and writes it, beside an exporter that may run; touches neither store nor cluster. */
  private static void backfill(List<String> args) {
    CommandLine arguments = Shutdown.orEnd(() -> CommandLine.parse(BackfillOptions.settings(args)));
    long now = Instant.now().getEpochSecond();
    BackfillOptions wanted = Shutdown.orEnd(() -> BackfillOptions.parse(args, now));
    Configuration configuration =
        Shutdown.orEnd(() -> Configuration.read(arguments.with(wanted.selection())));
    LiveSettings settings = configuration.settings();
    long newest = now - settings.get().get(SCRAPE_DELAY).toSeconds();
    BackfillOptions options = Shutdown.orEnd(() -> wanted.until(newest));
    Network network = Shutdown.orEnd(() -> network(settings.get(), false));
    Logging log = Logging.ofProcess();
    log.apply(settings.get(), LogLevel.WARN); // progress is printed
    Banner.warnOfOpenSecrets(LoggerFactory.getLogger(Main.class), arguments);
    Vertx vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(VertxFiles.none()));
    String baseUrl = settings.get().get(API_BASE_URL).toString();
    Shutdown.exit(BackfillStart.run(
        vertx,
        transport(vertx, baseUrl, settings, network),
        network.receivers(vertx),
        settings.get(),
        options,
        configuration.catalog().get(),
        Time.of(vertx),
        line -> System.err.println(log.redaction().of(line))));
  }

  private static void run(CommandLine arguments) {
    boolean demo = arguments.has(CommandLine.DEMO);
    Logger logger = LoggerFactory.getLogger(Main.class); // before there are several threads
    OutOfMemory.watch(Shutdown::outOfMemory);
    MemberStart.onOutOfMemory(OutOfMemory::lookAt);
    ReloadSignal reload = ReloadSignal.listen();
    // what takes long and needs no settings
    CompletableFuture<ProcessMetrics> measuring =
        CompletableFuture.supplyAsync(ProcessMetrics::create);
    CompletableFuture<Set<String>> machine = CompletableFuture.supplyAsync(MachineNames::read);
    new Thread(Catalog::bundled, "catalog").start(); // who needs it first waits for it
    Configuration configuration = Shutdown.orEnd(() -> Configuration.read(arguments));
    LiveSettings settings = configuration.settings();
    Network network = Shutdown.orEnd(() -> network(settings.get(), demo));
    Logging log = Logging.ofProcess();
    log.apply(settings.get());
    settings.onChange((before, now) -> log.apply(now));
    Banner.log(logger, build(demo), Banner.node(System.getenv()), settings.get());
    Banner.warnOfOpenSecrets(logger, arguments);
    ProcessMetrics metrics = measuring.join();
    metrics.reloads(settings.reloads());
    ClusterStart.member(settings.get(), demo, metrics.vertx(ClusterStart.busPort(settings.get())))
        .onSuccess(member -> UnusedMemory.giveBack(member.vertx()))
        .compose(member -> start(
            member, configuration, network, metrics, machine.join(), demo, log.tail(), reload))
        .onSuccess(port -> logger.info("ready: port={}", port))
        .onFailure(Shutdown::notStarted);
  }

  /** It reads its schema on a worker: that may take a second. */
  private static Future<String> simulate(Vertx vertx) {
    return vertx
        .executeBlocking(() -> new Simulator(
            World.demoWithDays(), SimulatorOptions.usual(), System::currentTimeMillis))
        .map(simulator -> new SimulatorVerticle(simulator, 0))
        .compose(verticle -> vertx.deployVerticle(verticle).map(id -> verticle.baseUrl()));
  }

  /** The base URL of the API. */
  private static Future<String> cloudflare(Vertx vertx, LiveSettings settings, boolean demo) {
    return demo
        ? simulate(vertx)
        : Future.succeededFuture(settings.get().get(API_BASE_URL).toString());
  }

  /** The simulator is on this machine and speaks no TLS. */
  private static Network network(Settings settings, boolean demo) {
    return Network.of(settings, demo ? URI.create("http://localhost") : settings.get(API_BASE_URL));
  }

  private static HttpTransport transport(
      Vertx vertx, String baseUrl, LiveSettings settings, Network network) {
    return new HttpTransport(
        vertx,
        URI.create(baseUrl),
        id -> settings.get().credential(id).map(Credential::headers).orElse(Map.of()),
        BuildInfo.read().version(),
        network.cloudflare());
  }

  private static Future<Integer> start(
      Member member,
      Configuration configuration,
      Network network,
      ProcessMetrics metrics,
      Set<String> machine,
      boolean demo,
      LogTail log,
      ReloadSignal reload) {
    Vertx vertx = member.vertx();
    LiveSettings settings = configuration.settings();
    return cloudflare(vertx, settings, demo).compose(baseUrl -> {
      Supplier<Transport> transports =
          () -> metrics.timed(transport(vertx, baseUrl, settings, network));
      NodeContext nodeContext = configuration.nodeContext(member, transports, metrics::text);
      Exporter exporter = new Exporter(
          nodeContext,
          ServerSettings.of(settings, configuration.web(), machine, demo),
          configuration.surroundings(build(demo), log, network.receivers(vertx)));
      Shutdown.onSignal(exporter, member);
      member.lost().onSuccess(nothing -> Shutdown.lost());
      return exporter
          .start()
          .onSuccess(started -> reload.runs(exporter::reload))
          .map(started -> exporter.port());
    });
  }

  private static BuildInfo build(boolean demo) {
    return demo ? BuildInfo.read().ofDemo() : BuildInfo.read();
  }

  private Main() {}
}
