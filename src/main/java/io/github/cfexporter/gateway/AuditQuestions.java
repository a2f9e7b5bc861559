package io.github.cfexporter.gateway;

import static io.github.cfexporter.settings.Tunables.GRAPHQL_NODES_PER_DOCUMENT;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.graphql.Answer;
import io.github.cfexporter.cloudflare.graphql.GraphqlClient;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.gateway.document.DocumentInFlight;
import io.github.cfexporter.gateway.document.DocumentPacker;
import io.github.cfexporter.gateway.document.PendingAsk;
import io.github.cfexporter.gateway.document.PlannedNode;
import io.github.cfexporter.gateway.document.WindowPolicy;
import io.github.cfexporter.limiter.Payer;
import io.github.cfexporter.limiter.Request;
import io.github.cfexporter.permits.Permits;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for plain totals of windows that were counted. Nothing waits for them: they leave when budgets
 * have calls to spare, and not while others fail; an answer that is not whole is nobody's, for the next
 * hour is asked for anyway.
 */
final class AuditQuestions {
  private static final Logger logger = LoggerFactory.getLogger(AuditQuestions.class);

  /** The kinds of a batch ask one after the other, and share documents. */
  private static final long GATHER_MILLIS = 2_000;

  private final Supplier<Settings> settings;
  private final Time time;
  private final Calls calls;
  private final Permits permits;
  private final GraphqlClient graphql;
  private final DocumentTerms terms;
  private final CircuitBreakers breakers;
  private final Telemetry telemetry;
  private final Map<Place, List<PlannedNode>> gathered = new HashMap<>();

  private record Place(Route route, int batch) {}

  AuditQuestions(
      Supplier<Settings> settings,
      Time time,
      Calls calls,
      Permits permits,
      GraphqlClient graphql,
      DocumentTerms terms,
      CircuitBreakers breakers,
      Telemetry telemetry) {
    this.telemetry = telemetry;
    this.settings = settings;
    this.time = time;
    this.calls = calls;
    this.permits = permits;
    this.graphql = graphql;
    this.terms = terms;
    this.breakers = breakers;
  }

  void join(Message<Ask> message) {
    Ask ask = message.body();
    for (PlannedNode planned : new PendingAsk(message).plannedNodes()) {
      Ask.WindowRequest request = planned.request();
      Route route =
          Route.graphql(request.credential(), ask.account(), !request.zone().isEmpty());
      Window window = new Window(request.watermark(), request.watermark() + request.cap());
      gather(new Place(route, ask.batch()), planned.over(window));
    }
  }

  private void gather(Place place, PlannedNode planned) {
    List<PlannedNode> together = gathered.computeIfAbsent(place, first -> {
      time.after(GATHER_MILLIS, () -> send(place));
      return new ArrayList<>();
    });
    together.add(planned);
  }

  private void send(Place place) {
    int nodes = settings.get().get(GRAPHQL_NODES_PER_DOCUMENT);
    DocumentPacker.pack(gathered.remove(place), nodes)
        .forEach(document -> whenSpared(place.route(), document));
  }

  private void whenSpared(Route route, List<PlannedNode> document) {
    Payer payer = terms.payer(route);
    permits.get(payer, Request.SPARE).onSuccess(permit -> {
      if (breakers.admitsOthers(route)) {
        send(route, payer, document);
      } else {
        giveUp(document);
      }
    });
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
    calls.notePause(sent.route(), cause);
    logger.debug(
        "windows could not be audited: route={} cause=\"{}\"", sent.route(), cause.getMessage());
    giveUp(fetch.plannedNodes());
  }

  private static void giveUp(Collection<PlannedNode> document) {
    document.forEach(planned -> planned.settle(new Asked.NotDue()));
  }
}
