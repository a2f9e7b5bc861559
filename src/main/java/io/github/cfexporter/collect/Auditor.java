package io.github.cfexporter.collect;

import static io.github.cfexporter.settings.Tunables.AUDIT_INTERVAL;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.bus.Messages;
import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.KnownKeys;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what counting has missed: what was counted an hour ago is compared with what Cloudflare tells
 * of the same time now. Rows that arrive later than scrapeDelaySeconds are in no window that was read.
 */
final class Auditor {
  private static final Logger logger = LoggerFactory.getLogger(Auditor.class);

  /** What is about to fall out of reach when the call leaves is not asked for, in seconds. */
  private static final long REACH_MARGIN = 300;

  private final String query;
  private final Vertx vertx;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Telemetry telemetry;

  Auditor(String query, NodeContext nodeContext, Telemetry telemetry) {
    this.query = query;
    this.vertx = nodeContext.vertx();
    this.settings = nodeContext.settings();
    this.time = nodeContext.time();
    this.telemetry = telemetry;
  }

  /** A window was added to the counters; one of which something is missing is known as such, and left out. */
  void added(SourceUpdate update, Asked.Fetched fetched) {
    AuditedWindows windows = update.batch().auditedWindows();
    Reading reading = update.readings().get(0);
    boolean whole = fetched.damage().isEmpty() && !fetched.full() && fetched.refused() == 0;
    if (interval() == 0 || !whole || reading.audit().isEmpty()) {
      windows.interrupted(update.cursor());
      return;
    }
    long width = Math.min(interval(), update.request().limits().maxDuration().toSeconds() / 2);
    windows.counted(
        update.cursor(), reading, fetched.window(), fetched.delta().audited(), Math.max(1, width));
  }

  /** Asks for what is due of a batch. */
  void look(AccountBatch batch) {
    if (interval() == 0) {
      return;
    }
    Map<Reading, List<AuditedWindows.Span>> bySource = new LinkedHashMap<>();
    batch
        .auditedWindows()
        .due(time.seconds() - interval(), batch::knows)
        .forEach(span -> bySource
            .computeIfAbsent(span.reading(), reading -> new ArrayList<>())
            .add(span));
    bySource.forEach((reading, spans) -> ask(batch, reading, spans));
  }

  private void ask(AccountBatch batch, Reading reading, List<AuditedWindows.Span> spans) {
    Map<String, AuditedWindows.Span> byZone = new HashMap<>();
    List<Ask.WindowRequest> requests =
        spans.stream().flatMap(span -> request(batch, span).stream()).toList();
    spans.forEach(span -> byZone.put(span.cursor().sourceZone().zone(), span));
    if (requests.isEmpty()) {
      return;
    }
    Ask ask = new Ask(
        batch.account().id(),
        batch.batch(),
        query,
        List.of(reading.audit().orElseThrow()),
        requests);
    vertx
        .eventBus()
        .<Asked>request(Ask.AUDIT_ADDRESS, ask, Messages.PATIENT)
        .onSuccess(reply -> reply
            .body()
            .outcomes()
            .forEach((zone, outcome) -> answered(batch, byZone.get(zone), outcome)))
        .onFailure(cause -> logger.error("the gateway did not answer: query={}", query, cause));
  }

  private Optional<Ask.WindowRequest> request(AccountBatch batch, AuditedWindows.Span span) {
    Window window = span.window();
    String zone = span.cursor().sourceZone().zone();
    return batch.targets().stream()
        .filter(target -> target.zone().equals(zone))
        .filter(target -> reaches(target.limits(span.reading().source().dataset()), window))
        .findFirst()
        .map(target -> new Ask.WindowRequest(
            zone,
            target.credential(),
            window.from(),
            window.seconds(),
            target.limits(span.reading().source().dataset()),
            target.rules(),
            node -> new KnownKeys()));
  }

  private boolean reaches(DatasetLimits limits, Window window) {
    return limits.enabled()
        && window.from() > time.seconds() - limits.notOlderThan().toSeconds() + REACH_MARGIN
        && window.seconds() <= limits.maxDuration().toSeconds();
  }

  private void answered(AccountBatch batch, AuditedWindows.Span span, Asked.Outcome outcome) {
    if (outcome instanceof Asked.Fetched fetched
        && fetched.damage().isEmpty()
        && fetched.window().equals(span.window())
        && batch.knows(span.cursor())) {
      telemetry
          .progress(batch.account().id(), query)
          .audited(
              span.cursor().name(),
              span.counted(),
              fetched.delta().audited(),
              span.window().seconds());
    }
  }

  private long interval() {
    return settings.get().get(AUDIT_INTERVAL).toSeconds();
  }
}
