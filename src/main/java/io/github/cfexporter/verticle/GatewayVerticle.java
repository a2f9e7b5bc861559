package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.GRAPHQL_NODES_PER_DOCUMENT;
import static io.github.cfexporter.settings.Tunables.RATE_LIMIT_MODE;

import io.github.cfexporter.cloudflare.Answer;
import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.GraphqlClient;
import io.github.cfexporter.cloudflare.RateHeaders;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.RestReply;
import io.github.cfexporter.cloudflare.Transport;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.settings.RateLimitMode;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The only door to Cloudflare. Joins questions into documents, gets a permit for every call, chooses
 * the windows when the permit has come, and pins a refusal on the piece that caused it.
 */
public final class GatewayVerticle extends VerticleBase {
  /** Questions of one tick arrive within a few milliseconds of each other. */
  private static final long JOIN_MILLIS = 5;

  private static final long TIMEOUT_MILLIS = 30_000;
  private static final long PING_MILLIS = 10_000;

  private final Supplier<Settings> settings;
  private final Time time;
  private final Telemetry telemetry;
  private final Supplier<Transport> transports;
  private final Map<Batch, List<Question>> joining = new HashMap<>();
  private final Map<String, Integer> nodeCaps = new HashMap<>();
  private Transport transport;
  private GraphqlClient graphql;

  private record Batch(String account, int part, boolean zones) {}

  /**
   * A gateway that is not started yet.
   *
   * @param transports makes the transport on the verticle's own context
   */
  public GatewayVerticle(
      Supplier<Settings> settings, Time time, Telemetry telemetry, Supplier<Transport> transports) {
    this.settings = settings;
    this.time = time;
    this.telemetry = telemetry;
    this.transports = transports;
  }

  @Override
  public Future<?> start() {
    transport = transports.get();
    graphql = new GraphqlClient(vertx, this::sendInTime);
    return Future.all(
        vertx.eventBus().consumer(Ask.ADDRESS, this::join).completion(),
        vertx.eventBus().consumer(EntitlementsAsk.ADDRESS, this::entitlements).completion(),
        vertx.eventBus().consumer(RestAsk.ADDRESS, this::rest).completion(),
        vertx.eventBus().consumer(Ping.ADDRESS, this::ping).completion());
  }

  private void join(Message<Ask> message) {
    Question question = new Question(message);
    Ask ask = question.ask();
    boolean zones = !ask.wants().get(0).zone().isEmpty();
    Batch batch = new Batch(ask.account(), ask.part(), zones);
    List<Question> waiting = joining.get(batch);
    if (waiting == null) {
      waiting = new ArrayList<>();
      joining.put(batch, waiting);
      time.after(JOIN_MILLIS, () -> pack(batch));
    }
    waiting.add(question);
  }

  private void pack(Batch batch) {
    List<Piece> pieces =
        joining.remove(batch).stream().flatMap(q -> q.pieces().stream()).toList();
    fetchAll(batch.account(), pieces);
  }

  private void fetchAll(String account, Collection<Piece> pieces) {
    Packing.pack(pieces, nodes(account)).forEach(packed -> fetch(account, packed));
  }

  private void fetch(String account, List<Piece> pieces) {
    long dueSince =
        pieces.stream().mapToLong(piece -> piece.want().watermark()).min().orElse(0) * 1000;
    permit(Api.GRAPHQL, account, dueSince)
        .onSuccess(permit -> Fetch.of(account, pieces, new Pace(settings.get(), time.seconds()))
            .ifPresent(fetch -> send(account, fetch)))
        .onFailure(cause -> fail(account, pieces, noPermit(cause)));
  }

  private void send(String account, Fetch fetch) {
    graphql
        .ask(fetch.document(), isAccountBased(), fetch::sink)
        .onSuccess(answer -> settle(account, fetch, answer))
        .onFailure(cause -> refused(account, fetch, explained(cause)));
  }

  /** Counts what is clean, and asks again for what an error beside the data has spoilt. */
  private void settle(String account, Fetch fetch, Answer answer) {
    answer.cost().ifPresent(cost -> telemetry.graphqlCost(cost));
    List<Piece> spoilt = new ArrayList<>();
    fetch.legs().forEach((part, leg) -> {
      if (answer.clean(part)) {
        leg.piece().settle(leg.fetched(answer, part));
      } else {
        spoilt.add(leg.piece());
      }
    });
    if (!spoilt.isEmpty()) {
      Verdict.ofPartial(fetch, answer, spoilt).carryOut(this, account);
    }
  }

  private void refused(String account, Fetch fetch, CloudflareException cause) {
    noteRate(account, cause);
    Verdict.of(fetch, cause).carryOut(this, account);
  }

  /** Asks for the pieces again, each group as a call of its own. */
  void again(String account, List<List<Piece>> groups) {
    groups.forEach(group -> fetchAll(account, group));
  }

  void fail(String account, Collection<Piece> pieces, CloudflareException cause) {
    telemetry.error(account, cause);
    pieces.forEach(piece -> piece.settle(new Asked.Failed(cause)));
  }

  /** Halves what one document of the account may hold; remembered while the process lives. */
  void shrink(String account, Fetch fetch) {
    int half = Math.max(1, fetch.document().nodes() / 2);
    nodeCaps.merge(account, half, Math::min);
  }

  private int nodes(String account) {
    int configured = settings.get().get(GRAPHQL_NODES_PER_DOCUMENT);
    return Math.min(configured, nodeCaps.getOrDefault(account, configured));
  }

  private void entitlements(Message<EntitlementsAsk> message) {
    String account = message.body().question().account();
    permit(Api.GRAPHQL, account, time.millis())
        .compose(permit -> graphql.entitlements(message.body().question(), isAccountBased()))
        .onSuccess(
            limits -> message.reply(new EntitlementsAsked(Optional.of(limits), Optional.empty())))
        .onFailure(failure -> {
          CloudflareException cause = explained(failure);
          noteRate(account, cause);
          telemetry.error(account, cause);
          message.reply(new EntitlementsAsked(Optional.empty(), Optional.of(cause)));
        });
  }

  private void rest(Message<RestAsk> message) {
    RestAsk ask = message.body();
    permit(Api.REST, ask.account(), ask.dueSince())
        .compose(permit -> sendInTime(Call.get(ask.pathAndQuery())))
        .map(this::envelope)
        .onSuccess(json -> message.reply(new RestAsked(Optional.of(json), Optional.empty())))
        .onFailure(failure -> {
          CloudflareException cause = explained(failure);
          noteRestRate(cause);
          telemetry.error(ask.account(), cause);
          message.reply(new RestAsked(Optional.empty(), Optional.of(cause)));
        });
  }

  /** Health checks go first: they are few, cached, and somebody waits for them. */
  private void ping(Message<Ping> message) {
    long begun = time.millis();
    Api api = message.body().api();
    Future<Void> answered = permit(api, "", 0)
        .compose(permit -> api == Api.GRAPHQL
            ? graphql.ping(isAccountBased())
            : sendInTime(Call.get("/accounts?page=1&per_page=5"))
                .map(this::envelope)
                .mapEmpty());
    Deadline.within(time, PING_MILLIS, answered)
        .onComplete(done -> message.reply(new Pinged(
            time.millis() - begun,
            Optional.ofNullable(done.cause()).map(GatewayVerticle::explained))));
  }

  private JsonObject envelope(Reply reply) {
    for (RateHeaders.Budget budget : reply.rate().budgets()) {
      int remaining = (int) Math.min(Integer.MAX_VALUE, budget.remaining());
      notice(Api.REST, "", remaining, budget.reset().toSeconds());
    }
    return RestReply.read(reply);
  }

  private Future<Permit> permit(Api api, String account, long dueSince) {
    return vertx
        .eventBus()
        .<Permit>request(
            PermitRequest.ADDRESS, new PermitRequest(api, account, dueSince), Messages.PATIENT)
        .map(Message::body);
  }

  private void noteRate(String account, CloudflareException cause) {
    if (cause.refusal() instanceof Refusal.RateLimited limited) {
      String named = limited.scopeTag().isPresent() ? account : "";
      notice(Api.GRAPHQL, named, 0, limited.pause().toSeconds());
    } else if (cause.refusal() instanceof Refusal.AuthBanned banned) {
      notice(Api.GRAPHQL, "", 0, banned.pause().toSeconds());
      notice(Api.REST, "", 0, banned.pause().toSeconds());
    }
  }

  private void noteRestRate(CloudflareException cause) {
    if (cause.refusal() instanceof Refusal.RateLimited limited) {
      notice(Api.REST, "", 0, limited.pause().toSeconds());
    } else if (cause.refusal() instanceof Refusal.AuthBanned) {
      noteRate("", cause);
    }
  }

  private void notice(Api api, String account, int remaining, long seconds) {
    vertx.eventBus().send(RateNotice.ADDRESS, new RateNotice(api, account, remaining, (int)
        seconds));
  }

  private boolean isAccountBased() {
    return settings.get().get(RATE_LIMIT_MODE) == RateLimitMode.ACCOUNT;
  }

  private Future<Reply> sendInTime(Call call) {
    return Deadline.within(time, TIMEOUT_MILLIS, transport.send(call));
  }

  private static CloudflareException noPermit(Throwable cause) {
    return CloudflareException.unanswered(
        new Refusal.Temporary(java.time.Duration.ZERO), "no permit: " + cause.getMessage(), cause);
  }

  /** The client promises this type; anything else is a mistake of ours and must not go unseen. */
  private static CloudflareException explained(Throwable cause) {
    return cause instanceof CloudflareException known
        ? known
        : CloudflareException.unanswered(
            new Refusal.Unexplained(CloudflareException.Code.UNKNOWN), cause.toString(), cause);
  }
}
