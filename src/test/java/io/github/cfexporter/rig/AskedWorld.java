package io.github.cfexporter.rig;

import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cloudflare.AnswerPart;
import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.graphql.Answer;
import io.github.cfexporter.cloudflare.graphql.Block;
import io.github.cfexporter.cloudflare.graphql.Caller;
import io.github.cfexporter.cloudflare.graphql.Document;
import io.github.cfexporter.cloudflare.graphql.GraphqlClient;
import io.github.cfexporter.cloudflare.graphql.Node;
import io.github.cfexporter.cloudflare.graphql.Wording;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.WindowTally;
import io.github.cfexporter.counting.series.KnownKeys;
import io.github.cfexporter.counting.series.RuleNames;
import io.github.cfexporter.simulator.SimulatedAnswer;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A simulated account with two zones, all of them fully entitled, which is asked and counted as a node
 * would: documents, answers, tallies. There is no node, so any catalog will do.
 */
final class AskedWorld implements AutoCloseable {
  /** The first second after what is asked for. */
  static final long END = Instant.parse("2026-03-01T12:00:00Z").getEpochSecond();

  private static final long UNTIL_ALL_IS_SEEN = 300;
  private static final int MOST_ROWS = 10_000;

  private final World world = new World(3);
  private final Account account = world.addAccount("Account", EnumSet.allOf(Entitlement.class));
  private final List<Zone> zones = List.of(zone("first.example"), zone("second.example"));
  private final Simulator simulator = new Simulator(
      world,
      SimulatorOptions.usual().withBudgets(1_000_000, 1_000_000),
      () -> (END + UNTIL_ALL_IS_SEEN) * 1000);
  private final Vertx vertx = Vertx.vertx();
  private final GraphqlClient client = new GraphqlClient(vertx, this::send);

  private Zone zone(String name) {
    return world.addZone(account.id(), name, Plan.ENTERPRISE, EnumSet.allOf(Entitlement.class));
  }

  /** Ids of what has sources of that scope. */
  List<String> subjects(Scope scope) {
    return scope == Scope.ACCOUNT
        ? List.of(account.id())
        : zones.stream().map(Zone::id).toList();
  }

  /** What a window of a source adds, by the id of the zone or account. */
  Map<String, Delta> deltas(Scope scope, Source source, Window window) {
    boolean ofZones = scope == Scope.ZONE;
    Reading reading = Reading.of(source, false, false, Set.of());
    Map<String, WindowTally> tallies = new HashMap<>();
    for (String subject : subjects(scope)) {
      tallies.put(ofZones ? subject : "", reading.tally(window, RuleNames.NONE, new KnownKeys()));
    }
    List<Node> nodes = List.of(new Node("n", reading.source(), window, MOST_ROWS));
    Document document = new Document(
        account.id(),
        ofZones ? List.of(new Block(subjects(scope), nodes)) : List.of(),
        ofZones ? List.of() : nodes);
    Answer answer = client
        .ask(
            document,
            Wording.of(Wording.Form.NESTED),
            new Caller("", true),
            alias -> (zone, row) -> tallies.get(zone).row(row))
        .await();
    Map<String, Delta> deltas = new HashMap<>();
    tallies.forEach((zone, tally) -> {
      AnswerPart part = new AnswerPart("n", zone);
      if (!answer.clean(part)
          || (answer.full(part, nodes.get(0)) && source.newest().isEmpty())) {
        throw new AssertionError(source.name() + " was not answered whole: " + answer);
      }
      deltas.put(ofZones ? zone : account.id(), tally.delta());
    });
    return deltas;
  }

  /** What happened in a window. */
  List<Event> events(String subject, String dataset, Window window) {
    List<Event> events = new ArrayList<>();
    simulator.truth().forEach(subject, dataset, events::add, window.from(), window.to());
    return events;
  }

  private Future<Reply> send(Call call) {
    SimulatedAnswer answer =
        simulator.answer(SimulatedCall.graphql(call.body().toString(), Tokens.DEMO));
    return Future.succeededFuture(new Reply(
        answer.status(), MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(answer.body())));
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
