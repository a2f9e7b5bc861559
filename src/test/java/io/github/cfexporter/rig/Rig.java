package io.github.cfexporter.rig;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.bus.SettingsChanged;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.live.CurrentCatalog;
import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.cluster.MemberStart;
import io.github.cfexporter.cluster.counters.Counters;
import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.cluster.store.Store;
import io.github.cfexporter.config.LiveQueryKinds;
import io.github.cfexporter.http.HttpSettings;
import io.github.cfexporter.node.Exporter;
import io.github.cfexporter.node.Surroundings;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.github.cfexporter.settings.values.Credential;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * A whole node over a simulated Cloudflare, in virtual time: {@link #advance} lets hours pass in
 * seconds, and they pass the same way every time.
 */
final class Rig implements AutoCloseable {
  /** In the middle of a minute, as programs start. */
  static final long START_MILLIS = Instant.parse("2026-03-01T10:20:17.345Z").toEpochMilli();

  /** What a rig asks for unless it is told otherwise. */
  static final List<GraphqlKind> KINDS = QueryKinds.USUAL.kinds();

  private static final AtomicInteger NODES = new AtomicInteger();
  private static final long USUAL_LATENCY_MILLIS = 80;

  private Workload workload;
  private final VirtualTime time = new VirtualTime(START_MILLIS);
  private final Simulator simulator;
  private Member member;
  private Exporter exporter;
  private final Remotes remotes;
  private final Scraper scraper = new Scraper();
  private final Map<String, String> environment = new HashMap<>();
  private volatile Settings settings;
  private volatile ToLongFunction<Call> latencyMillis = call -> USUAL_LATENCY_MILLIS;
  private volatile int mostBytes = Integer.MAX_VALUE;

  Rig(World world, SimulatorOptions options, Map<String, String> environment) {
    this(world, options, environment, Duration.ZERO, simulator -> {}, Remotes.NONE);
  }

  /** @param preparation what the simulator is told before the node asks it for the first time */
  Rig(
      World world,
      SimulatorOptions options,
      Map<String, String> environment,
      Consumer<Simulator> preparation) {
    this(world, options, environment, Duration.ZERO, preparation, Remotes.NONE);
  }

  /** A node that sends to receivers of remote write, or reads other files. */
  static Rig sending(World world, Map<String, String> environment, Remotes remotes) {
    return new Rig(
        world, SimulatorOptions.usual(), environment, Duration.ZERO, simulator -> {}, remotes);
  }

  /** @param clockAhead by which the machine's clock is wrong from the start */
  Rig(
      World world,
      SimulatorOptions options,
      Map<String, String> environment,
      Duration clockAhead,
      Consumer<Simulator> preparation,
      Remotes remotes) {
    this.remotes = remotes;
    setClock(clockAhead);
    if (environment.keySet().stream().noneMatch(name -> name.startsWith("CLOUDFLARE_API_"))) {
      this.environment.put("CLOUDFLARE_API_TOKEN", Tokens.DEMO);
    }
    this.environment.putAll(environment);
    settings = read();
    simulator = new Simulator(world, options, time::truth);
    preparation.accept(simulator);
    startNode();
  }

  private void startNode() {
    workload = new Workload();
    member = MemberStart.alone(
            workload.vertx(),
            "rig-" + NODES.incrementAndGet(),
            remotes.directory().map(directory -> Store.inDirectory(directory, Instant::now)),
            SeriesMemory.ofProcess(() -> Integer.MAX_VALUE))
        .await();
    LiveQueryKinds kinds = remotes.queryKinds();
    NodeContext nodeContext = new NodeContext(
        workload.vertx(),
        time,
        () -> settings,
        member,
        this::transport,
        format -> new byte[0],
        new CurrentCatalog(remotes.kinds().isPresent() ? kinds.catalog() : remotes.catalog()));
    exporter = new Exporter(
        nodeContext,
        new HttpSettings("127.0.0.1", 0, "/metrics", false, Optional.empty()),
        Surroundings.plain(nodeContext).with(remotes.receivers()).with(kinds));
    exporter.start().await();
    awaitIdle();
  }

  private SimulatedTransport transport() {
    return new SimulatedTransport(
        simulator,
        time,
        call -> latencyMillis.applyAsLong(call),
        () -> mostBytes,
        id -> settings.credential(id).map(Credential::headers).orElse(Map.of()));
  }

  static Rig of(World world) {
    return new Rig(world, SimulatorOptions.usual(), Map.of());
  }

  Simulator simulator() {
    return simulator;
  }

  World world() {
    return simulator.world();
  }

  /** Milliseconds since the epoch. */
  long now() {
    return time.truth();
  }

  Settings settings() {
    return settings;
  }

  /** Gives a setting, by its environment variable, another value while everything runs. */
  void set(String variable, String value) {
    Settings before = settings;
    environment.put(variable, value);
    settings = read();
    SettingsChanged.publish(workload.vertx().eventBus(), before, settings);
    awaitIdle();
  }

  /** Sets the machine's clock, so that it is so far ahead of Cloudflare's. */
  void setClock(Duration ahead) {
    time.setClock(ahead.toMillis());
  }

  /** How long answers take from now on. */
  void latency(ToLongFunction<Call> millis) {
    latencyMillis = millis;
  }

  /** The largest answer that is taken from now on. */
  void mostBytes(int bytes) {
    mostBytes = bytes;
  }

  /** Lets virtual time pass, from timer to timer; returns when nothing is left to do. */
  void advance(Duration duration) {
    long end = time.truth() + duration.toMillis();
    workload.whenIdle(() -> member.pending(), () -> time.goToNext(end));
    time.goTo(end);
  }

  Scrape scrape() {
    return Scrape.of(get("/metrics"));
  }

  /** What is not as it should be, as the page tells it; empty when all is well. */
  List<String> reasons() {
    return new JsonObject(get("/status.json"))
        .getJsonArray("reasons").stream().map(String.class::cast).toList();
  }

  String get(String path) {
    return get(path, "*/*");
  }

  /** @param accept what the scraper takes */
  String get(String path, String accept) {
    return scraper.get(exporter.port(), path, accept);
  }

  /** Where a source stands for a zone, in seconds since the epoch; empty before its first window. */
  Optional<Long> watermark(String account, String kind, String source, String zone) {
    var load = counters().load(new SourceZone(account, kind, source, zone));
    return load.await().map(totals -> totals.watermark());
  }

  Counters counters() {
    return member.counters();
  }

  /** Ends the node in whatever it does, without a word to anybody, and starts another one. */
  void crash() {
    crash(Duration.ZERO);
  }

  /** The same, and nothing runs for a while: counters are lost that are in no directory. */
  void crash(Duration pause) {
    time.forgetAll();
    workload.vertx().close().await();
    member.close();
    time.goTo(time.truth() + pause.toMillis());
    startNode();
  }

  /** Query kinds of zones, or those of accounts. */
  static List<GraphqlKind> kinds(Scope scope) {
    return KINDS.stream().filter(kind -> kind.scope() == scope).toList();
  }

  @Override
  public void close() {
    member.leave().await();
    workload.vertx().close().await();
  }

  private void awaitIdle() {
    workload.awaitIdle(() -> member.pending());
  }

  private Settings read() {
    return Settings.read(new Sources(Map.of(), environment, Map.of(), file -> ""));
  }
}
