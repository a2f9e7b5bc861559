package io.github.cfexporter.gateway;

import static io.github.cfexporter.settings.Tunables.GRAPHQL_NODES_PER_DOCUMENT;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.bus.CredentialsChanged;
import io.github.cfexporter.cloudflare.Answer;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.GraphqlClient;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.credentials.Permission;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.gateway.breaker.CircuitBreaker.Probe;
import io.github.cfexporter.gateway.breaker.SourceZone;
import io.github.cfexporter.gateway.breaker.Way;
import io.github.cfexporter.gateway.document.Boarding;
import io.github.cfexporter.gateway.document.Boarding.Batch;
import io.github.cfexporter.gateway.document.Fetch;
import io.github.cfexporter.gateway.document.NodeCaps;
import io.github.cfexporter.gateway.document.Pace;
import io.github.cfexporter.gateway.document.Packing;
import io.github.cfexporter.gateway.document.Piece;
import io.github.cfexporter.gateway.document.Question;
import io.github.cfexporter.limiter.Payer;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final DocumentTerms terms;
  private final Routes routes;
  private final Readers readers;
  private final SchemaLack lack;
  private final Boarding boarding = new Boarding();
  private final NodeCaps caps = new NodeCaps();

  Fetching(
      Supplier<Settings> settings,
      Time time,
      Telemetry telemetry,
      Calls calls,
      GraphqlClient graphql,
      DocumentTerms terms,
      Routes routes,
      Readers readers) {
    this.settings = settings;
    this.time = time;
    this.telemetry = telemetry;
    this.calls = calls;
    this.graphql = graphql;
    this.terms = terms;
    this.routes = routes;
    this.readers = readers;
    this.lack = new SchemaLack(time, telemetry);
  }

  void join(Message<Ask> message) {
    Question question = new Question(message);
    Ask ask = question.ask();
    Map<String, CloudflareException> lacking = lack.of(question);
    if (!lacking.isEmpty()) {
      Asked.Outcome outcome =
          new Asked.NotInSchema(lacking.values().iterator().next(), lacking.keySet());
      question.pieces().forEach(piece -> piece.settle(outcome));
      return;
    }
    boolean zones = !ask.wants().get(0).zone().isEmpty();
    Map<String, List<Piece>> byCredential = question.pieces().stream()
        .collect(groupingBy(piece -> piece.want().credential(), LinkedHashMap::new, toList()));
    byCredential.forEach(
        (credential, pieces) -> board(Way.graphql(credential, ask.account(), zones), pieces));
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
      piece.settle(new Asked.Apart(Optional.empty()));
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
      Payer payer = terms.payer(way);
      calls.permit(payer, boarding.dueSince(batch)).onSuccess(permit -> depart(batch, payer));
    }
  }

  /** The permit has come: it is for the first document for which anything is due. */
  private void depart(Batch batch, Payer payer) {
    Way way = batch.way();
    if (routes.isOpen(way)) {
      hold(way, boarding.leave(batch));
      return;
    }
    boolean departed = false;
    while (!departed && boarding.remains(batch)) {
      Optional<Fetch> fetch = choose(way, boarding.next(batch, nodes(way)));
      fetch.ifPresent(chosen -> send(way, payer, chosen, Optional.empty()));
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
    List<Piece> fitting = pieces.stream().map(piece -> piece.atMost(nodes(way))).toList();
    fetch(way, fitting, Optional.of(probe));
  }

  private void notProbed(Way way, Probe probe) {
    routes.of(way).breaker().notProbed(probe);
    planProbe(way);
  }

  private void fetch(Way way, List<Piece> pieces, Optional<Probe> probe) {
    Payer payer = terms.payer(way);
    calls
        .permit(payer, Packing.oldestWatermark(pieces) * 1000)
        .onSuccess(permit -> leave(way, payer, pieces, probe));
  }

  /** The permit has come: now is the time to choose windows, unless an outage came first. */
  private void leave(Way way, Payer payer, List<Piece> pieces, Optional<Probe> probe) {
    if (probe.isEmpty() && routes.isOpen(way)) {
      hold(way, pieces);
      return;
    }
    choose(way, pieces)
        .ifPresentOrElse(
            fetch -> send(way, payer, fetch, probe),
            () -> probe.ifPresent(unused -> notProbed(way, unused)));
  }

  private Optional<Fetch> choose(Way way, List<Piece> pieces) {
    return Fetch.of(way.account(), pieces, new Pace(settings.get(), time.seconds()));
  }

  private void send(Way way, Payer payer, Fetch fetch, Optional<Probe> probe) {
    DocumentTerms.Sent sent = terms.sent(way, payer, fetch.pieces());
    graphql
        .ask(fetch.document(), sent.wording(), Calls.caller(payer), fetch::sink)
        .onSuccess(answer -> settle(sent, fetch, answer, probe))
        .onFailure(cause -> refused(sent, fetch, Calls.explained(cause), probe));
  }

  /** Counts what is clean, and asks again for what an error beside the data has spoilt. */
  private void settle(DocumentTerms.Sent sent, Fetch fetch, Answer answer, Optional<Probe> probe) {
    Way way = sent.way();
    terms.answered(sent);
    terms.faulted(answer.faults());
    answer.cost().ifPresent(telemetry::graphqlCost);
    List<Piece> clean = new ArrayList<>();
    List<Piece> spoilt = new ArrayList<>();
    List<Piece> unfinished = new ArrayList<>();
    for (Piece piece : fetch.pieces()) {
      if (fetch.isClean(piece, answer)) {
        lack.answered(piece);
        clean.add(piece);
        fetch.read(piece, answer).ifPresent(unfinished::add);
      } else {
        spoilt.add(piece);
      }
    }
    if (!clean.isEmpty()) {
      answered(way, clean, probe);
    }
    board(way, unfinished);
    if (!spoilt.isEmpty()) {
      Verdict.ofPartial(fetch, answer, spoilt).carryOut(this, way, probe);
    }
  }

  private void refused(
      DocumentTerms.Sent sent, Fetch fetch, CloudflareException cause, Optional<Probe> probe) {
    Way way = sent.way();
    if (terms.refused(sent, cause)) {
      calls.notePause(way, cause);
      fetch(way, fetch.pieces(), probe); // the very same: the terms know them by their identity
      return;
    }
    Optional<SchemaVerdict> lacking = SchemaVerdict.of(fetch, cause);
    if (lacking.isPresent()) {
      answered(way, fetch.pieces(), probe);
      lacking.get().carryOut(this, way);
    } else {
      Verdict.of(fetch, cause).carryOut(this, way, probe);
    }
  }

  void notInSchema(Way way, String what, CloudflareException cause) {
    lack.found(way, what, cause);
  }

  /** Other budgets hold for a credential now: what waits for the former one asks for a new permit. */
  void askOtherwise(String credential) {
    boarding.batches().stream()
        .filter(batch -> batch.way().credential().equals(credential))
        .forEach(this::askFor);
  }

  /** Something came through: what was kept for it may go, too. */
  void answered(Way way, Collection<Piece> good, Optional<Probe> probe) {
    board(way, routes.answered(way, Routes.keys(good), probe));
    planProbe(way);
  }

  /** Whether a piece is known to fail while others are answered. */
  boolean failsAlone(Way way, Piece piece) {
    return routes.of(way).breaker().failsAlone(piece.key());
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
    calls.notePause(way, cause);
    pieces.forEach(piece -> telemetry.fetched(piece.question().ask().kind(), "failed"));
    boolean left = isLeftToAnother(way, cause);
    Asked.Outcome outcome = left ? new Asked.NotDue() : new Asked.Apart(Optional.of(cause));
    Set<SourceZone> keys = Routes.keys(pieces);
    routes.failed(way, keys, named, cause, probe);
    routes.of(way).expect(keys, time.millis() + ASKED_ANEW_MILLIS);
    pieces.forEach(piece -> piece.settle(outcome));
    if (left) {
      giveBack(); // another credential may be let in
    }
    board(way, routes.of(way).release());
    planProbe(way);
  }

  /** Whether the credential may not read an account, and another one takes its place. */
  private boolean isLeftToAnother(Way way, CloudflareException cause) {
    return !way.isOfZones()
        && !way.account().isEmpty()
        && cause.refusal() instanceof Refusal.AccountNotAuthorized
        && readers.refused(
            Permission.ACCOUNT_ANALYTICS, way.account(), "", way.credential(), time.millis());
  }

  /** Other credentials are there, or let in: what was shut because one was not is tried again. */
  void reassign(CredentialsChanged change) {
    routes.forgetCredentials(change.present()).forEach(piece -> piece.settle(new Asked.NotDue()));
    giveBack();
    routes.forgetForbidden(change.valid()).forEach(this::board);
  }

  /** What waits for a credential that reads no longer is asked for anew, from the same watermark. */
  private void giveBack() {
    routes.take(this::isMoved).forEach(piece -> piece.settle(new Asked.NotDue()));
    boarding.take(this::isMoved).forEach(piece -> piece.settle(new Asked.NotDue()));
  }

  private boolean isMoved(Piece piece) {
    String account = piece.question().ask().account();
    String zone = piece.want().zone();
    Permission permission =
        zone.isEmpty() ? Permission.ACCOUNT_ANALYTICS : Permission.ZONE_ANALYTICS;
    return !readers
        .of(permission, account, zone, time.millis())
        .equals(piece.want().credential());
  }

  /** Forgets an account that is gone. */
  void forget(String account) {
    routes.forget(account).forEach(piece -> piece.settle(new Asked.NotDue()));
    terms.forget(account);
    boarding.forget(account).forEach(piece -> piece.settle(new Asked.NotDue()));
    caps.forget(account);
  }

  /** Asks for the pieces again, each group as a call of its own, away from those that wait. */
  void again(Way way, List<List<Piece>> groups) {
    for (List<Piece> group : groups) {
      if (routes.isOpen(way)) {
        hold(way, group);
      } else {
        Packing.pack(group, nodes(way)).forEach(packed -> fetch(way, packed, Optional.empty()));
      }
    }
  }

  /**
   * Asks for the pieces again after a pause, which the limiter sees to. What is refused so again and
   * again is searched like any other failure: one zone must not make its neighbours wait for ever.
   */
  void againAfterPause(
      Way way, List<Piece> pieces, CloudflareException cause, Optional<Probe> probe) {
    if (routes.of(way).pausedAgain(Routes.keys(pieces))) {
      failed(way, pieces, Set.of(), cause, probe);
      return;
    }
    telemetry.error(way.account(), cause);
    calls.notePause(way, cause);
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
