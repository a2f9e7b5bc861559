package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.GRAPHQL_NODES_PER_DOCUMENT;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.github.cfexporter.accounts.Permission;
import io.github.cfexporter.accounts.Readers;
import io.github.cfexporter.cloudflare.Answer;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.GraphqlClient;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.Payer;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.verticle.Boarding.Batch;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way of the data: joins questions into documents, chooses the windows when a document has its
 * permit, pins a refusal on the piece that caused it, and during an outage keeps everything until a
 * single probe has come through.
 */
final class Fetching {
  /** Questions of one tick arrive within a few milliseconds of each other. */
  private static final long JOIN_MILLIS = 20;

  private final Supplier<Settings> settings;
  private final Time time;
  private final Telemetry telemetry;
  private final Calls calls;
  private final GraphqlClient graphql;
  private final DocumentTerms terms;
  private final Doors doors;
  private final Readers readers;
  private final SchemaLack lack;
  private final Boarding boarding = new Boarding();
  private final Map<String, Integer> nodeCaps = new HashMap<>();

  Fetching(
      Supplier<Settings> settings,
      Time time,
      Telemetry telemetry,
      Calls calls,
      GraphqlClient graphql,
      DocumentTerms terms,
      Doors doors,
      Readers readers) {
    this.readers = readers;
    this.settings = settings;
    this.time = time;
    this.telemetry = telemetry;
    this.calls = calls;
    this.graphql = graphql;
    this.terms = terms;
    this.lack = new SchemaLack(time, telemetry);
    this.doors = doors;
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

  /** Lets pieces wait for a permit together with the others of their batch. */
  private void board(Way way, Collection<Piece> pieces) {
    boarding.add(way, pieces).forEach(batch -> time.after(JOIN_MILLIS, () -> askFor(batch)));
  }

  /** One permit at a time for each batch, so that none comes for which nothing waits any more. */
  private void askFor(Batch batch) {
    Way way = batch.way();
    if (doors.of(way).isShut()) {
      hold(way, boarding.leave(batch));
    } else {
      Payer payer = terms.payer(way);
      calls.permit(payer, boarding.dueSince(batch)).onSuccess(permit -> depart(batch, payer));
    }
  }

  /** The permit has come: it is for the first document for which anything is due. */
  private void depart(Batch batch, Payer payer) {
    Way way = batch.way();
    if (doors.of(way).isShut()) {
      hold(way, boarding.leave(batch));
      return;
    }
    boolean departed = false;
    while (!departed && boarding.remains(batch)) {
      Optional<Fetch> fetch = choose(way, boarding.next(batch, nodes(way)));
      fetch.ifPresent(chosen -> send(way, payer, chosen, false));
      departed = fetch.isPresent();
    }
    if (boarding.remains(batch)) {
      askFor(batch);
    }
  }

  /** Sends pieces as documents of their own, away from those that wait. */
  private void fetchApart(Way way, Collection<Piece> pieces) {
    if (doors.of(way).isShut()) {
      hold(way, pieces);
    } else {
      Packing.pack(pieces, nodes(way)).forEach(packed -> fetch(way, packed, false));
    }
  }

  private void hold(Way way, Collection<Piece> pieces) {
    Door door = doors.of(way);
    door.hold(pieces);
    door.planProbe().ifPresent(at -> time.after(Math.max(1, at - time.millis()), () -> probe(way)));
  }

  /** Sends the first document of those that were kept; the others go on waiting for its outcome. */
  private void probe(Way way) {
    Door door = doors.of(way);
    door.plannedProbeBegins();
    List<Piece> held = door.release();
    if (!door.isShut()) {
      board(way, held);
    } else if (!held.isEmpty() && door.mayProbe(time.millis())) {
      List<List<Piece>> packed = Packing.pack(held, nodes(way));
      packed.stream().skip(1).forEach(door::hold);
      fetch(way, packed.get(0), true);
    } else {
      hold(way, held);
    }
  }

  private void fetch(Way way, List<Piece> pieces, boolean probe) {
    Payer payer = terms.payer(way);
    calls
        .permit(payer, Packing.oldestWatermark(pieces) * 1000)
        .onSuccess(permit -> leave(way, payer, pieces, probe));
  }

  /** The permit has come: now is the time to choose windows, unless an outage came first. */
  private void leave(Way way, Payer payer, List<Piece> pieces, boolean probe) {
    if (!probe && doors.of(way).isShut()) {
      hold(way, pieces);
      return;
    }
    choose(way, pieces)
        .ifPresentOrElse(fetch -> send(way, payer, fetch, probe), () -> nothingDue(way, probe));
  }

  private Optional<Fetch> choose(Way way, List<Piece> pieces) {
    return Fetch.of(way.account(), pieces, new Pace(settings.get(), time.seconds()));
  }

  private void nothingDue(Way way, boolean probe) {
    if (probe) {
      doors.of(way).notProbed();
      hold(way, List.of());
    }
  }

  private void send(Way way, Payer payer, Fetch fetch, boolean probe) {
    DocumentTerms.Sent sent = terms.sent(way, payer, fetch.pieces());
    graphql
        .ask(fetch.document(), sent.wording(), Calls.caller(payer), fetch::sink)
        .onSuccess(answer -> settle(sent, fetch, answer))
        .onFailure(cause -> refused(sent, fetch, Calls.explained(cause), probe));
  }

  /** Counts what is clean, and asks again for what an error beside the data has spoilt. */
  private void settle(DocumentTerms.Sent sent, Fetch fetch, Answer answer) {
    Way way = sent.way();
    terms.answered(sent);
    terms.faulted(answer.faults());
    answer.cost().ifPresent(telemetry::graphqlCost);
    List<Piece> spoilt = new ArrayList<>();
    List<Piece> unfinished = new ArrayList<>();
    for (Piece piece : fetch.pieces()) {
      if (fetch.isClean(piece, answer)) {
        lack.answered(piece);
        fetch.read(piece, answer).ifPresent(unfinished::add);
      } else {
        spoilt.add(piece);
      }
    }
    open(way);
    board(way, unfinished);
    if (!spoilt.isEmpty()) {
      Verdict.ofPartial(fetch, answer, spoilt).carryOut(this, way);
    }
  }

  private void refused(
      DocumentTerms.Sent sent, Fetch fetch, CloudflareException cause, boolean probe) {
    Way way = sent.way();
    if (terms.refused(sent, cause)) {
      calls.notePause(way, cause);
      fetch(way, fetch.pieces(), probe);
    } else if (Door.isShutBy(cause)) {
      calls.notePause(way, cause);
      keep(way, fetch.pieces(), cause, probe);
    } else {
      open(way);
      SchemaVerdict.of(fetch, cause)
          .ifPresentOrElse(
              verdict -> verdict.carryOut(this, way),
              () -> Verdict.of(fetch, cause).carryOut(this, way));
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

  /** Keeps pieces until the door opens; they are fetched then, from the same watermarks. */
  private void keep(Way way, Collection<Piece> pieces, CloudflareException cause, boolean probe) {
    telemetry.error(way.account(), cause);
    pieces.forEach(piece -> {
      String kind = piece.question().ask().kind();
      telemetry.fetched(kind, "failed");
      telemetry.progress(way.account(), kind).failed(cause.getMessage());
    });
    shut(way, pieces, cause, probe);
  }

  /** Lets nothing out for a while; pieces are kept until a probe has come through. */
  void shut(Way way, Collection<Piece> pieces, CloudflareException cause, boolean probe) {
    doors.shut(way, cause, probe);
    hold(way, pieces);
    boolean ofAccount =
        way.api() == Api.GRAPHQL && !way.isOfZones() && !way.account().isEmpty();
    if (ofAccount
        && cause.refusal() instanceof Refusal.AccountNotAuthorized
        && readers.refused(
            Permission.ACCOUNT_ANALYTICS, way.account(), "", way.credential(), time.millis())) {
      giveBack(); // another credential may be let in
    }
  }

  /** Something came through: what was kept may go, too. */
  void open(Way way) {
    List<Piece> kept = doors.open(way);
    board(way, kept);
  }

  /** Other credentials are there, or let in: what was shut because one was not is tried again. */
  void reassign(CredentialsChanged change) {
    doors.forgetCredentials(change.present()).forEach(piece -> piece.settle(new Asked.NotDue()));
    giveBack();
    doors.forbidden().stream()
        .filter(way -> change.valid().contains(way.credential()))
        .forEach(this::open);
  }

  /** What waits for a credential that reads no longer is asked for anew, from the same watermark. */
  private void giveBack() {
    doors.take(this::isMoved).forEach(piece -> piece.settle(new Asked.NotDue()));
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
    doors.forget(account).forEach(piece -> piece.settle(new Asked.NotDue()));
    terms.forget(account);
    boarding.forget(account).forEach(piece -> piece.settle(new Asked.NotDue()));
    nodeCaps.remove(account);
  }

  /** Asks for the pieces again, each group as a call of its own. */
  void again(Way way, List<List<Piece>> groups) {
    groups.forEach(group -> fetchApart(way, group));
  }

  /** Asks for the pieces again after a pause, which the limiter sees to. */
  void againAfterPause(Way way, List<Piece> pieces, CloudflareException cause) {
    telemetry.error(way.account(), cause);
    calls.notePause(way, cause);
    board(way, pieces);
  }

  void fail(Way way, Collection<Piece> pieces, CloudflareException cause) {
    telemetry.error(way.account(), cause);
    pieces.forEach(piece -> piece.settle(new Asked.Failed(cause)));
  }

  /** Halves what one document of the account may hold; remembered while the process lives. */
  void shrink(Way way, Fetch fetch) {
    int half = Math.max(1, fetch.document().nodes() / 2);
    nodeCaps.merge(way.account(), half, Math::min);
  }

  private int nodes(Way way) {
    int configured = settings.get().get(GRAPHQL_NODES_PER_DOCUMENT);
    return Math.min(configured, nodeCaps.getOrDefault(way.account(), configured));
  }
}
