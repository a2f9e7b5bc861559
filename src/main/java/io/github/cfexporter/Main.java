package io.github.cfexporter;

import static io.github.cfexporter.settings.Deployment.ALLOWED_HOSTS;
import static io.github.cfexporter.settings.Deployment.API_BASE_URL;
import static io.github.cfexporter.settings.Deployment.BASIC_AUTH_PASSWORD;
import static io.github.cfexporter.settings.Deployment.BASIC_AUTH_USER;
import static io.github.cfexporter.settings.Deployment.DISABLE_UI;
import static io.github.cfexporter.settings.Deployment.LISTEN_ADDRESS;
import static io.github.cfexporter.settings.Deployment.METRICS_PATH;
import static io.github.cfexporter.settings.Deployment.PORT;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.check.SelfCheck;
import io.github.cfexporter.check.SettingsFindings;
import io.github.cfexporter.cloudflare.rest.LoadBalancerWeights;
import io.github.cfexporter.cloudflare.rest.SslCertificates;
import io.github.cfexporter.cloudflare.transport.HttpTransport;
import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.cluster.store.StoreException;
import io.github.cfexporter.cluster.tunnel.TunnelException;
import io.github.cfexporter.config.LiveSettings;
import io.github.cfexporter.config.SettingsReader;
import io.github.cfexporter.http.HttpLimits;
import io.github.cfexporter.http.HttpSettings;
import io.github.cfexporter.http.access.Credentials;
import io.github.cfexporter.http.access.HostNames;
import io.github.cfexporter.http.access.MachineNames;
import io.github.cfexporter.log.LogTail;
import io.github.cfexporter.log.Logging;
import io.github.cfexporter.node.Banner;
import io.github.cfexporter.node.ClusterStart;
import io.github.cfexporter.node.Exporter;
import io.github.cfexporter.node.KnownMetrics;
import io.github.cfexporter.report.ProcessMetrics;
import io.github.cfexporter.report.findings.Finding;
import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.OutOfMemory;
import io.github.cfexporter.runtime.ReloadSignal;
import io.github.cfexporter.runtime.StartException;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.runtime.UnsafeAccess;
import io.github.cfexporter.runtime.VertxFiles;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.SettingsException;
import io.github.cfexporter.settings.values.Credential;
import io.github.cfexporter.settings.values.LogFormat;
import io.github.cfexporter.settings.values.LogLevel;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one node of the exporter. */
public final class Main {
  private static final String DEMO = "--demo";
  private static final String CHECK = "--check";
  private static final Set<String> MODES = Set.of(DEMO, CHECK);
  private static final String USAGE = """
      Serves Cloudflare analytics to Prometheus. Configured by environment variables, see settings.md.

        --demo      run against the built-in Cloudflare simulator; no token is needed
        --check     tell what token, plans and configuration give, and end: 0 all is well,
                    1 something is missing, 78 bad configuration; also with --demo
        --version   print version, revision and Java
        --help      print this
      """;

  /** Exit code of a start that the operator has to mend: sysexits.h calls it EX_CONFIG. */
  private static final int BAD_CONFIGURATION = 78;

  private static final int FAILED = 1;

  /** As Java ends with -XX:+ExitOnOutOfMemoryError. */
  private static final int OUT_OF_MEMORY = 3;

  private static final long LONGEST_STOP_SECONDS = 18;

  private static volatile boolean failed;

  public static void main(String[] args) {
    List<String> arguments = List.of(args);
    if (arguments.contains("--help")) {
      System.out.print(USAGE);
    } else if (arguments.contains("--version")) {
      System.out.println(BuildInfo.read().line());
    } else if (!MODES.containsAll(arguments)) {
      System.err.println("unknown arguments: " + String.join(" ", arguments));
      System.err.print(USAGE);
      System.exit(BAD_CONFIGURATION);
    } else {
      chooseLibraries();
      boolean demo = arguments.contains(DEMO);
      if (arguments.contains(CHECK)) {
        check(demo);
      } else {
        run(demo);
      }
    }
  }

  /** Before the first class of any library is loaded. */
  private static void chooseLibraries() {
    UnsafeAccess.allow();
    // Hazelcast and Vert.x choose their loggers when their first class loads
    System.setProperty("hazelcast.logging.type", "slf4j");
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
    // Vert.x's own resolver keeps a UDP port open; Java's asks as the system is told to
    System.setProperty("vertx.disableDnsResolver", "true");
  }

  /** Asks Cloudflare what there is, prints it, and ends; neither store nor cluster is touched. */
  private static void check(boolean demo) {
    LiveSettings settings = readSettings(demo);
    Logging.ofProcess().apply(LogLevel.ERROR, LogFormat.PRETTY); // the report tells the rest
    List<Finding> notes = SettingsFindings.of(settings.get(), settings.unknownVariables());
    Vertx vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(VertxFiles.none()));
    cloudflare(vertx, settings, demo)
        .compose(baseUrl -> new SelfCheck(
                vertx,
                transport(vertx, baseUrl, settings),
                settings.get(),
                Catalog.bundled().kinds(),
                List.of(new SslCertificates(), new LoadBalancerWeights()))
            .run(BuildInfo.read().version(), notes, Instant.now()))
        .onSuccess(report -> {
          System.out.print(report.text());
          exit(report.exitCode());
        })
        .onFailure(Main::notStarted);
  }

  private static void run(boolean demo) {
    Logger logger = LoggerFactory.getLogger(Main.class); // before there are several threads
    OutOfMemory.watch(() -> Runtime.getRuntime().halt(OUT_OF_MEMORY));
    Member.onOutOfMemory(OutOfMemory::lookAt);
    ReloadSignal reload = ReloadSignal.listen();
    // what takes long and needs no settings
    CompletableFuture<ProcessMetrics> measuring =
        CompletableFuture.supplyAsync(ProcessMetrics::create);
    CompletableFuture<Set<String>> machine = CompletableFuture.supplyAsync(MachineNames::read);
    new Thread(Catalog::bundled, "catalog").start(); // who needs it first waits for it
    LiveSettings settings = readSettings(demo);
    Logging log = Logging.ofProcess();
    log.apply(settings.get());
    settings.onChange((before, now) -> log.apply(now));
    Banner.log(logger, build(demo), Banner.node(System.getenv()), settings.get());
    ProcessMetrics metrics = measuring.join();
    ClusterStart.member(settings.get(), demo, metrics.vertx(ClusterStart.busPort(settings.get())))
        .compose(
            member -> start(member, settings, metrics, machine.join(), demo, log.tail(), reload))
        .onSuccess(port ->
            logger.info("ready: address={} port={}", settings.get().get(LISTEN_ADDRESS), port))
        .onFailure(Main::notStarted);
  }

  private static void notStarted(Throwable cause) {
    failed = true;
    Logger logger = LoggerFactory.getLogger(Main.class);
    if (cause instanceof StoreException
        || cause instanceof StartException
        || cause instanceof TunnelException) {
      logger.error("could not start: {}", cause.getMessage());
      exit(BAD_CONFIGURATION);
    } else {
      logger.error("could not start: {}", cause.getMessage(), cause);
      exit(FAILED);
    }
  }

  /** Without its member a node would serve old data for ever; started again, it joins again. */
  private static void lost() {
    failed = true;
    LoggerFactory.getLogger(Main.class)
        .error(
            "the cluster member of this process has ended, so the process ends, to be started again");
    exit(FAILED);
  }

  /** The settings, or the end of the process with every mistake in them. */
  private static LiveSettings readSettings(boolean demo) {
    try {
      Map<String, String> environment = new HashMap<>(System.getenv());
      if (demo) {
        environment.keySet().removeIf(name -> name.matches("CLOUDFLARE_API_(TOKEN|KEY|EMAIL).*"));
        environment.put("CLOUDFLARE_API_TOKEN", Tokens.DEMO);
      }
      LiveSettings settings =
          LiveSettings.read(new SettingsReader(environment), KnownMetrics.names());
      settings.get().credentials();
      return settings;
    } catch (SettingsException e) {
      System.err.println(e.getMessage());
      System.exit(BAD_CONFIGURATION);
      throw e;
    }
  }

  private static Future<String> simulate(Vertx vertx) {
    Simulator simulator =
        new Simulator(World.demoWithDays(), SimulatorOptions.usual(), System::currentTimeMillis);
    SimulatorVerticle verticle = new SimulatorVerticle(simulator, 0);
    return vertx.deployVerticle(verticle).map(id -> verticle.baseUrl());
  }

  /** The base URL of the API. */
  private static Future<String> cloudflare(Vertx vertx, LiveSettings settings, boolean demo) {
    return demo
        ? simulate(vertx)
        : Future.succeededFuture(settings.get().get(API_BASE_URL).toString());
  }

  private static HttpTransport transport(Vertx vertx, String baseUrl, LiveSettings settings) {
    return new HttpTransport(
        vertx,
        URI.create(baseUrl),
        id -> settings.get().credential(id).map(Credential::headers).orElse(Map.of()),
        BuildInfo.read().version());
  }

  private static Future<Integer> start(
      Member member,
      LiveSettings settings,
      ProcessMetrics metrics,
      Set<String> machine,
      boolean demo,
      LogTail log,
      ReloadSignal reload) {
    Vertx vertx = member.vertx();
    return cloudflare(vertx, settings, demo).compose(baseUrl -> {
      Exporter exporter = new Exporter(
          new NodeContext(
              vertx,
              Time.of(vertx),
              settings,
              member,
              () -> transport(vertx, baseUrl, settings),
              metrics::text),
          http(settings, machine),
          build(demo),
          log,
          settings);
      stopInOrder(exporter, member);
      member.lost().onSuccess(nothing -> lost());
      return exporter
          .start()
          .onSuccess(started -> reload.runs(exporter::reload))
          .map(started -> exporter.port());
    });
  }

  private static BuildInfo build(boolean demo) {
    return demo ? BuildInfo.read().ofDemo() : BuildInfo.read();
  }

  private static HttpSettings http(LiveSettings live, Set<String> machine) {
    Settings settings = live.get();
    Set<String> names = new HashSet<>(machine);
    names.addAll(settings.get(ALLOWED_HOSTS));
    names.add(settings.get(LISTEN_ADDRESS));
    Optional<Credentials> credentials = settings
        .get(BASIC_AUTH_USER)
        .map(user -> new Credentials(
            user, () -> live.get().get(BASIC_AUTH_PASSWORD).orElseThrow().reveal()));
    return new HttpSettings(
        settings.get(LISTEN_ADDRESS),
        settings.get(PORT),
        settings.get(METRICS_PATH),
        settings.get(DISABLE_UI),
        credentials,
        new HostNames(names),
        HttpLimits.usual());
  }

  /** The shutdown hook waits for the event loops, so none of them may be the one that exits. */
  private static void exit(int code) {
    new Thread(() -> System.exit(code), "exit").start();
  }

  private static void stopInOrder(Exporter exporter, Member member) {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(
            () -> {
              stop(exporter, member);
              if (!failed) { // a signal is an orderly end, which Java would report as 143
                Runtime.getRuntime().halt(0);
              }
            },
            "shutdown"));
  }

  /** First what collects, then what serves, then the member that keeps the counters. */
  private static void stop(Exporter exporter, Member member) {
    Logger logger = LoggerFactory.getLogger(Main.class);
    logger.info("stopping");
    try {
      exporter
          .stop()
          .eventually(() -> member.vertx().close())
          .toCompletionStage()
          .thenRunAsync(member::close)
          .toCompletableFuture()
          .get(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
      logger.info("stopped");
    } catch (TimeoutException e) {
      logger.warn("not everything stopped in time: seconds={}", LONGEST_STOP_SECONDS);
    } catch (ExecutionException | InterruptedException e) {
      logger.warn("not everything stopped in order", e);
    }
  }

  private Main() {}
}
