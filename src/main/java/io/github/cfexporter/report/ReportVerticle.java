package io.github.cfexporter.report;

import io.github.cfexporter.bus.ZoneState;
import io.github.cfexporter.bus.ZonesAsk;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.cluster.Ownership;
import io.github.cfexporter.cluster.shared.NodeReports;
import io.github.cfexporter.cluster.shared.SharedTexts;
import io.github.cfexporter.report.findings.KindDifferences;
import io.github.cfexporter.runtime.Conditions;
import io.github.cfexporter.runtime.Time;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other nodes what this one knows about its work, and keeps what they tell. A node that is
 * alone tells nobody.
 */
public final class ReportVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(ReportVerticle.class);
  private static final long INTERVAL_MILLIS = 2_000;

  /** A line in the log is in no hurry, and all reports have to be put together for it. */
  private static final long STRANGERS_MILLIS = 60_000;

  /** A person waits for it. */
  private static final DeliveryOptions PROMPT = new DeliveryOptions().setSendTimeout(2_000);

  private final Telemetry telemetry;
  private final Member member;
  private final Time time;
  private final Map<String, Report> byAddress = new ConcurrentHashMap<>();
  private Set<String> strangers = Set.of();
  private boolean stopped;

  public ReportVerticle(Telemetry telemetry, Member member, Time time) {
    this.telemetry = telemetry;
    this.member = member;
    this.time = time;
  }

  @Override
  public Future<?> start() {
    lookForStrangers();
    if (!member.isClustered()) {
      return Future.succeededFuture();
    }
    NodeReports nodeReports = member.nodeReports();
    return vertx
        .eventBus()
        .consumer(ZonesAsk.address(self()), this::tellZones)
        .completion()
        .compose(listening -> nodeReports.former())
        .compose(former -> {
          former.map(ReportJson::read).ifPresent(telemetry::restore);
          return vertx.executeBlocking(() -> {
            nodeReports.read(this::take);
            return null;
          });
        })
        .onSuccess(reading -> tell());
  }

  /** The last word, so that nothing that was counted here is forgotten. */
  @Override
  public Future<?> stop() {
    stopped = true;
    return member.isClustered() ? post() : Future.succeededFuture();
  }

  /** One node logs, once each, what the settings select and nothing answers to. */
  private void lookForStrangers() {
    if (stopped) {
      return;
    }
    if (member.ownership().isMine(SharedTexts.ACCOUNTS)) {
      Set<String> unmatched = all().unmatched();
      unmatched.stream()
          .filter(item -> !strangers.contains(item))
          .forEach(item -> logger.warn(
              "a setting selects what is not there: item=\"{}\" see=\"the page or /status.json\"",
              item));
      strangers = unmatched;
      Map<String, String> digests = new LinkedHashMap<>();
      nodes().forEach(node -> digests.put(node.name(), node.kinds()));
      KindDifferences.tell(digests, telemetry.conditions().notices());
    }
    time.after(STRANGERS_MILLIS, this::lookForStrangers);
  }

  /** What this node knows. */
  public Report own() {
    return Report.together(List.of(telemetry.report()));
  }

  /** What all nodes know, also those that have left: the same on each of them. */
  public Report all() {
    List<Report> reports = new ArrayList<>(byAddress.values());
    return reports.isEmpty() ? own() : Report.together(reports);
  }

  /** Errors that all nodes have counted since they keep count. */
  public long errors() {
    long[] all = {0};
    all().each(Count.Subject.ERRORS, (labels, times) -> all[0] += times);
    return all[0];
  }

  /** The nodes of the moment, the oldest first. */
  public List<Status.Node> nodes() {
    List<Status.Node> nodes = new ArrayList<>();
    for (Ownership.Node node : member.ownership().nodes()) {
      Optional<Report> report = Optional.ofNullable(byAddress.get(node.address()));
      int accounts = report.map(Report::collected).orElseGet(telemetry::collected);
      Conditions conditions = report.map(Report::conditions).orElseGet(telemetry.conditions()::now);
      String name = member.isClustered() ? "node " + (nodes.size() + 1) : "this node";
      String address = member.isClustered() ? node.address() : "";
      nodes.add(new Status.Node(
          name, address, node.self(), accounts, conditions.kinds().digest()));
    }
    return nodes;
  }

  /** Families of query kinds of which any node has, or had, a file. */
  public List<Family> familiesOfFiles() {
    return byAddress.values().stream()
        .flatMap(report -> report.conditions().kinds().families().stream())
        .toList();
  }

  /** The zones of an account, from the node that collects it; empty if none does. */
  public Future<Optional<List<ZoneState>>> zones(String account) {
    return ownZones(account).compose(known -> {
      Optional<String> owner = member.ownership().ownerOf(account);
      return known.isPresent() || owner.filter(node -> !node.equals(self())).isEmpty()
          ? Future.succeededFuture(known)
          : zonesOf(owner.get(), account);
    });
  }

  /** There may be 100,000 of them, and what becomes of each is worked out only now. */
  private Future<Optional<List<ZoneState>>> ownZones(String account) {
    return vertx.executeBlocking(() -> telemetry.zones(account), false);
  }

  private Future<Optional<List<ZoneState>>> zonesOf(String node, String account) {
    return vertx
        .eventBus()
        .<ZonesAsk.Answer>request(ZonesAsk.address(node), new ZonesAsk(account), PROMPT)
        .map(reply -> reply.body().zones());
  }

  private void tellZones(Message<ZonesAsk> message) {
    ownZones(message.body().account())
        .onSuccess(zones -> message.reply(new ZonesAsk.Answer(zones)))
        .onFailure(cause -> message.fail(0, String.valueOf(cause.getMessage())));
  }

  private String self() {
    return member.ownership().self();
  }

  private void tell() {
    if (!stopped) {
      post()
          .onFailure(cause -> logger.warn("the other nodes do not hear of this one", cause))
          .onComplete(posted -> time.after(INTERVAL_MILLIS, this::tell));
    }
  }

  private Future<Void> post() {
    return vertx
        .executeBlocking(() -> ReportJson.write(telemetry.report()))
        .compose(member.nodeReports()::post);
  }

  private void take(String address, String text) {
    Report report = ReportJson.read(text);
    byAddress.merge(address, report, (known, told) -> told.at() < known.at() ? known : told);
  }
}
