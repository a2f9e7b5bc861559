package io.github.cfexporter.gateway;

import static io.github.cfexporter.settings.Tunables.AUDIT_INTERVAL;
import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.graphql.Answer;
import io.github.cfexporter.cloudflare.graphql.GraphqlClient;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.gateway.document.DocumentInFlight;
import io.github.cfexporter.gateway.document.DocumentQueue;
import io.github.cfexporter.gateway.document.DocumentQueue.Batch;
import io.github.cfexporter.gateway.document.PendingAsk;
import io.github.cfexporter.gateway.document.PlannedNode;
import io.github.cfexporter.gateway.document.WindowPolicy;
import io.github.cfexporter.limiter.Payer;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for plain totals of windows that were counted. Nothing waits for them: they leave when budgets
 * have calls to spare, and not while others fail; an answer that is not whole is nobody's, for the next
 * hour is asked for anyway. Of each source and zone no more than one question waits, the latest.
 */
final class AuditQuestions {
  private static final Logger logger = LoggerFactory.getLogger(AuditQuestions.class);

  /** The kinds of a batch ask one after the other, and share documents. */
  static final long GATHER_MILLIS = 2_000;

  private final Supplier<Settings> settings;
  private final Time time;
  private final Function<Payer, Future<?>> permits;
  private final BiConsumer<Route, CloudflareException> refusals;
  private final GraphqlClient graphql;
  private final DocumentTerms terms;
  private final CircuitBreakers breakers;
  private final Readers readers;
  private final AnalyticsReaders analytics;
  private final Telemetry telemetry;
  private final ToIntFunction<Route> nodes;
  private final DocumentQueue queue = new DocumentQueue();

  /**
   * @param permits completes when the budgets of a payer have a call to spare
   * @param refusals told of what Cloudflare refuses
   * @param nodes most zones times sources of one document
   */
  AuditQuestions(
      Supplier<Settings> settings,
      Time time,
      Function<Payer, Future<?>> permits,
      BiConsumer<Route, CloudflareException> refusals,
      GraphqlClient graphql,
      DocumentTerms terms,
      CircuitBreakers breakers,
      Readers readers,
      Telemetry telemetry,
      ToIntFunction<Route> nodes) {
    this.settings = settings;
    this.time = time;
    this.permits = permits;
    this.refusals = refusals;
    this.graphql = graphql;
    this.terms = terms;
    this.breakers = breakers;
    this.readers = readers;
    this.analytics = new AnalyticsReaders(readers, time);
    this.telemetry = telemetry;
    this.nodes = nodes;
  }

  void join(Message<Ask> message) {
    String account = message.body().account();
    List<PlannedNode> asked = new PendingAsk(message)
        .plannedNodes().stream().map(planned -> planned.over(window(planned))).toList();
    Set<SourceZone> keys = CircuitBreakers.keys(asked);
    giveUp(queue.take(former -> keys.contains(former.key()) || isOutdated(former)));
    asked.stream()
        .collect(groupingBy(
            planned -> Route.graphql(
                planned.request().credential(),
                account,
                !planned.request().zone().isEmpty()),
            LinkedHashMap::new,
            toList()))
        .forEach((route, plannedNodes) -> queue
            .add(route, plannedNodes)
            .forEach(batch -> time.after(GATHER_MILLIS, () -> askFor(batch))));
  }

  private static Window window(PlannedNode planned) {
    Ask.WindowRequest request = planned.request();
    return new Window(request.watermark(), request.watermark() + request.cap());
  }

  /** One permit at a time for each batch, so that none comes for which nothing waits any more. */
  private void askFor(Batch batch) {
    if (!queue.remains(batch)) {
      return;
    }
    if (admits(batch.route())) {
      Payer payer = terms.payer(batch.route());
      permits.apply(payer).onSuccess(permit -> depart(batch, payer));
    } else {
      giveUp(queue.leave(batch));
    }
  }

  /** The permit has come, perhaps hours later. */
  private void depart(Batch batch, Payer payer) {
    Route route = batch.route();
    if (!admits(route)) {
      giveUp(queue.leave(batch));
      return;
    }
    giveUp(queue.take(this::isOutdated));
    List<PlannedNode> document = queue.next(batch, nodes.applyAsInt(route));
    if (!document.isEmpty()) {
      send(route, payer, document);
    }
    if (queue.remains(batch)) {
      askFor(batch);
    }
  }

  /** Nothing is asked beside probes while others fail, nor with a credential that is not let in. */
  private boolean admits(Route route) {
    return readers.isValid(route.credential()) && !breakers.isOpen(route);
  }

  /**
   * Whether nobody is served by an answer: it is with another credential that the source is read now, its
   * next window was due for the same, or Cloudflare no longer has what is asked for.
   */
  private boolean isOutdated(PlannedNode planned) {
    Settings now = settings.get();
    Window window = window(planned);
    long interval = now.get(AUDIT_INTERVAL).toSeconds();
    long refresh = now.get(METRIC_REFRESH_INTERVAL).toSeconds();
    long reach = planned.request().limits().notOlderThan().toSeconds();
    return interval == 0
        || window.to() < time.seconds() - 2 * interval - refresh
        || window.from() < time.seconds() - reach
        || analytics.isMoved(planned);
  }

  /** Forgets an account that is gone, or is another node's. */
  void forget(String account) {
    giveUp(queue.forget(account));
  }

  /** Other credentials are there, or let in. */
  void reassign() {
    giveUp(queue.take(this::isOutdated));
  }

  private void send(Route route, Payer payer, List<PlannedNode> document) {
    WindowPolicy policy = new WindowPolicy(settings.get(), time.seconds());
    DocumentInFlight.of(route.account(), document, policy).ifPresent(fetch -> {
      DocumentTerms.Sent sent = terms.sent(route, payer, fetch.plannedNodes());
      graphql
          .ask(fetch.document(), sent.wording(), Calls.caller(payer), fetch::sink)
          .onSuccess(answer -> settle(sent, fetch, answer))
          .onFailure(cause -> refused(sent, fetch, Calls.explained(cause)));
    });
  }

  private void settle(DocumentTerms.Sent sent, DocumentInFlight fetch, Answer answer) {
    terms.answered(sent);
    answer.cost().ifPresent(telemetry::graphqlCost);
    for (PlannedNode planned : fetch.plannedNodes()) {
      if (fetch.isClean(planned, answer)) {
        fetch.read(planned, answer).ifPresent(rest -> rest.settle(new Asked.NotDue()));
      } else {
        planned.settle(new Asked.NotDue());
      }
    }
  }

  private void refused(DocumentTerms.Sent sent, DocumentInFlight fetch, CloudflareException cause) {
    terms.refused(sent, cause);
    refusals.accept(sent.route(), cause);
    logger.debug(
        "windows could not be audited: route={} cause=\"{}\"", sent.route(), cause.getMessage());
    giveUp(fetch.plannedNodes());
  }

  private static void giveUp(Collection<PlannedNode> document) {
    document.forEach(planned -> planned.settle(new Asked.NotDue()));
  }
}
