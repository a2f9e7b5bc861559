package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.GRAPHQL_NODES_PER_DOCUMENT;

import io.github.cfexporter.cloudflare.Answer;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.GraphqlClient;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.gateway.CircuitBreaker.Probe;
import io.github.cfexporter.gateway.SourceZone;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.verticle.Boarding.Batch;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The way of the data: joins questions into documents, chooses the windows when a document has its
 * permit, pins a refusal on the piece that caused it, and asks for what failed as the circuit breaker
 * of its route says.
 */
final class Fetching {
  /** Questions of one tick arrive within a few milliseconds of each other. */
  private static final long JOIN_MILLIS = 20;

  /** Whoever still wants what has failed asks for it anew within so long, and usually so. */
  private static final long ASKED_ANEW_MILLIS = 5_000;

  private static final long USUALLY_MILLIS = 100;

  private final Supplier<Settings> settings;
  private final Time time;
  private final Telemetry telemetry;
  private final Calls calls;
  private final GraphqlClient graphql;
  private final Routes routes;
  private final Boarding boarding = new Boarding();
  private final NodeCaps caps = new NodeCaps();

  Fetching(
      Supplier<Settings> settings,
      Time time,
      Telemetry telemetry,
      Calls calls,
      GraphqlClient graphql,
      Routes routes) {
    this.settings = settings;
    this.time = time;
    this.telemetry = telemetry;
    this.calls = calls;
    this.graphql = graphql;
    this.routes = routes;
  }

  void join(Message<Ask> message) {
    Question question = new Question(message);
    Ask ask = question.ask();
    boolean zones = !ask.wants().get(0).zone().isEmpty();
    board(Way.graphql(ask.account(), zones), question.pieces());
  }

  /**
   * Lets pieces wait for a permit together with the others of their batch; those that failed lately
   * wait for a probe, and nobody waits for them.
   */
  private void board(Way way, Collection<Piece> pieces) {
    List<Piece> wellKnown = new ArrayList<>();
    boolean suspects = false;
    for (Piece piece : pieces) {
      if (routes.of(way).breaker().isSuspect(piece.key())) {
        suspects = true;
        keep(way, piece);
      } else {
        wellKnown.add(piece);
      }
    }
    if (suspects) {
      planProbe(way);
    }
    boarding.add(way, wellKnown).forEach(batch -> time.after(JOIN_MILLIS, () -> askFor(batch)));
  }

  private void keep(Way way, Piece piece) {
    if (piece.question().isShared()) {
      piece.settle(new Asked.Apart());
    } else {
      routes.of(way).keep(piece);
    }
  }

  /** One permit at a time for each batch, so that none comes for which nothing waits any more. */
  private void askFor(Batch batch) {
    Way way = batch.way();
    if (routes.isOpen(way)) {
      hold(way, boarding.leave(batch));
    } else {
      calls
          .permit(Api.GRAPHQL, way.account(), boarding.dueSince(batch))
          .onSuccess(permit -> depart(batch));
    }
  }

  /** The permit has come: it is for the first document for which anything is due. */
  private void depart(Batch batch) {
    Way way = batch.way();
    if (routes.isOpen(way)) {
      hold(way, boarding.leave(batch));
      return;
    }
    boolean departed = false;
    while (!departed && boarding.remains(batch)) {
      Optional<Fetch> fetch = choose(way, boarding.next(batch, nodes(way)));
      fetch.ifPresent(chosen -> send(way, chosen, Optional.empty()));
      departed = fetch.isPresent();
    }
    if (boarding.remains(batch)) {
      askFor(batch);
    }
  }

  private void hold(Way way, Collection<Piece> pieces) {
    routes.of(way).hold(pieces);
    planProbe(way);
  }

  /** Looks for the next probe when there may be one. */
  private void planProbe(Way way) {
    RouteState state = routes.of(way);
    OptionalLong at = state.breaker().nextProbeAt(!state.held().isEmpty(), routes.searchTimes());
    time.cancel(state.timer());
    state.timer(RouteState.NO_TIMER);
    if (at.isPresent()) {
      long delay = Math.max(USUALLY_MILLIS, at.getAsLong() - time.millis());
      state.timer(time.after(delay, () -> probe(way)));
    }
  }

  private void probe(Way way) {
    RouteState state = routes.of(way);
    List<List<Piece>> held = Packing.pack(state.held(), nodes(way));
    state
        .breaker()
        .nextProbe(
            key -> state.isWanted(key, time.millis()),
            held.isEmpty() ? Set.of() : Routes.keys(held.get(0)),
            routes.searchTimes(),
            time.millis())
        .ifPresent(probe -> ask(way, probe, state.take(probe.asked())));
    board(way, state.release());
    planProbe(way);
  }

  private void ask(Way way, Probe probe, List<Piece> pieces) {
    if (pieces.isEmpty()) {
      notProbed(way, probe);
      return;
    }
    if (probe.isSearch()) {
      routes.searching();
    }
    calls
        .permit(Api.GRAPHQL, way.account(), Packing.oldestWatermark(pieces) * 1000)
        .onSuccess(permit -> choose(way, pieces)
            .ifPresentOrElse(
                fetch -> send(way, fetch, Optional.of(probe)), () -> notProbed(way, probe)));
  }

  private void notProbed(Way way, Probe probe) {
    routes.of(way).breaker().notProbed(probe);
    planProbe(way);
  }

  private Optional<Fetch> choose(Way way, List<Piece> pieces) {
    return Fetch.of(way.account(), pieces, new Pace(settings.get(), time.seconds()));
  }

  private void send(Way way, Fetch fetch, Optional<Probe> probe) {
    graphql
        .ask(fetch.document(), calls.isAccountBased(), fetch::sink)
        .onSuccess(answer -> settle(way, fetch, answer, probe))
        .onFailure(cause -> Verdict.of(fetch, Calls.explained(cause)).carryOut(this, way, probe));
  }

  /** Counts what is clean, and asks again for what an error beside the data has spoilt. */
  private void settle(Way way, Fetch fetch, Answer answer, Optional<Probe> probe) {
    answer.cost().ifPresent(telemetry::graphqlCost);
    List<Piece> clean = new ArrayList<>();
    List<Piece> spoilt = new ArrayList<>();
    fetch.legs().forEach((part, leg) -> {
      if (answer.clean(part)) {
        clean.add(leg.piece());
        leg.piece().settle(leg.fetched(answer, part));
      } else {
        spoilt.add(leg.piece());
      }
    });
    if (!clean.isEmpty()) {
      answered(way, clean, probe);
    }
    if (!spoilt.isEmpty()) {
      Verdict.ofPartial(fetch, answer, spoilt).carryOut(this, way, probe);
    }
  }

  /** Something came through: what was kept for it may go, too. */
  void answered(Way way, Collection<Piece> good, Optional<Probe> probe) {
    board(way, routes.answered(way, Routes.keys(good), probe));
    planProbe(way);
  }

  /**
   * Pieces failed and it is not known whom that is about: whoever still wants them asks anew, each
   * for itself, and they are fetched as the circuit breaker says.
   */
  void failed(
      Way way,
      Collection<Piece> pieces,
      Set<SourceZone> named,
      CloudflareException cause,
      Optional<Probe> probe) {
    telemetry.error(way.account(), cause);
    calls.notePause(Api.GRAPHQL, way.account(), cause);
    for (Piece piece : pieces) {
      String kind = piece.question().ask().kind();
      telemetry.fetched(kind, "failed");
      telemetry.progress(way.account(), kind).failed(piece.name(), cause.getMessage());
    }
    Set<SourceZone> keys = Routes.keys(pieces);
    routes.failed(way, keys, named, cause, probe);
    routes.of(way).expect(keys, time.millis() + ASKED_ANEW_MILLIS);
    pieces.forEach(piece -> piece.settle(new Asked.Apart()));
    board(way, routes.of(way).release());
    planProbe(way);
  }

  /** Forgets an account that is gone. */
  void forget(String account) {
    routes.forget(account).forEach(piece -> piece.settle(new Asked.NotDue()));
    boarding.forget(account).forEach(piece -> piece.settle(new Asked.NotDue()));
    caps.forget(account);
  }

  /** Asks for the pieces again, each group as a call of its own, away from those that wait. */
  void again(Way way, List<List<Piece>> groups) {
    for (List<Piece> group : groups) {
      if (routes.isOpen(way)) {
        hold(way, group);
      } else {
        Packing.pack(group, nodes(way)).forEach(packed -> fetch(way, packed));
      }
    }
  }

  private void fetch(Way way, List<Piece> pieces) {
    calls
        .permit(Api.GRAPHQL, way.account(), Packing.oldestWatermark(pieces) * 1000)
        .onSuccess(permit -> {
          if (routes.isOpen(way)) {
            hold(way, pieces);
          } else {
            choose(way, pieces).ifPresent(fetch -> send(way, fetch, Optional.empty()));
          }
        });
  }

  /** Asks for the pieces again after a pause, which the limiter sees to. */
  void againAfterPause(
      Way way, List<Piece> pieces, CloudflareException cause, Optional<Probe> probe) {
    telemetry.error(way.account(), cause);
    calls.notePause(Api.GRAPHQL, way.account(), cause);
    probe.ifPresent(routes.of(way).breaker()::notProbed);
    board(way, pieces);
    planProbe(way);
  }

  /** Halves what one document of the account may hold, if that helps; returns whether it does. */
  boolean shrink(Way way, Fetch fetch, Refusal refusal) {
    int nodes = fetch.document().nodes();
    boolean helps = NodeCaps.helps(refusal, nodes, settings.get().get(GRAPHQL_NODES_PER_DOCUMENT));
    if (helps) {
      caps.shrink(way.account(), nodes, refusal, time.millis());
    }
    return helps;
  }

  private int nodes(Way way) {
    int configured = settings.get().get(GRAPHQL_NODES_PER_DOCUMENT);
    return Math.min(configured, caps.of(way.account(), time.millis()));
  }
}
