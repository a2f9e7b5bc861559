package io.github.cfexporter.collect;

import io.github.cfexporter.bus.AccountView;
import io.github.cfexporter.bus.Collect;
import io.github.cfexporter.bus.Target;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One batch of an account within one query kind: its targets of the moment and their cursors. */
final class AccountBatch {
  private final int batch;
  private final String kind;
  private final BatchSeries series;
  private final HeldSeries held = new HeldSeries();
  private final AuditedWindows auditedWindows = new AuditedWindows();
  private final Map<SourceZone, SourceCursor> cursors = new HashMap<>();
  private final Set<SourceZone> abandoned = new HashSet<>();
  private AccountView account;
  private List<Target> targets = List.of();
  private final long since;
  private Optional<MinuteSender> sender = Optional.empty();
  private boolean whole;
  private boolean shown;
  private boolean renderPlanned;
  private boolean showingPlanned;

  /** Read by receivers too, on contexts of their own, before each try to send. */
  private volatile boolean retired;

  private Object look = List.of();

  /** @param since milliseconds since the epoch */
  AccountBatch(GraphqlKind kind, int batch, AccountView account, long since) {
    this.kind = kind.name();
    this.series = new BatchSeries(account.id(), kind.name(), kind.decimals());
    this.batch = batch;
    this.account = account;
    this.since = since;
  }

  int batch() {
    return batch;
  }

  AccountView account() {
    return account;
  }

  List<Target> targets() {
    return targets;
  }

  BatchSeries series() {
    return series;
  }

  HeldSeries held() {
    return held;
  }

  AuditedWindows auditedWindows() {
    return auditedWindows;
  }

  /** What sends its minutes; empty where nobody wants them. */
  Optional<MinuteSender> sender() {
    return sender;
  }

  /** From now on its minutes are sent. */
  void sendBy(MinuteSender one) {
    sender = Optional.of(one);
  }

  /** Takes over who belongs to the batch now; answers the cursors of zones that left it. */
  List<SourceCursor> update(Collect collect) {
    account = collect.account();
    targets = collect.targets();
    whole = collect.whole();
    Set<String> zones = targets.stream().map(Target::zone).collect(Collectors.toSet());
    List<SourceCursor> gone = cursors.values().stream()
        .filter(cursor -> !zones.contains(cursor.sourceZone().zone()))
        .toList();
    gone.forEach(cursor -> cursors.remove(cursor.sourceZone()));
    abandoned.removeIf(sourceZone -> !zones.contains(sourceZone.zone()));
    return gone;
  }

  /** Nothing belongs to it any more; answers the cursors that it had. */
  List<SourceCursor> clear() {
    return update(new Collect(account, batch, List.of(), true));
  }

  /** The cursor of a source in a zone; one that was abandoned begins anew. */
  SourceCursor cursor(String source, String zone) {
    SourceZone sourceZone = new SourceZone(account.id(), kind, source, zone);
    abandoned.remove(sourceZone);
    return cursors.computeIfAbsent(sourceZone, SourceCursor::new);
  }

  List<SourceCursor> cursors(String source) {
    return cursors.values().stream()
        .filter(cursor -> cursor.sourceZone().source().equals(source))
        .toList();
  }

  /** Sources and zones of which the gauges have just become too old. */
  Set<SourceZone> endGauges(long nowSeconds) {
    return cursors.values().stream()
        .filter(cursor -> cursor.endGauges(nowSeconds))
        .map(SourceCursor::sourceZone)
        .collect(Collectors.toSet());
  }

  /**
   * Stops following a source in a zone; answers its cursor the first time, also one that was never
   * begun here, because an earlier run may have left totals.
   */
  Optional<SourceCursor> abandon(String source, String zone) {
    SourceZone sourceZone = new SourceZone(account.id(), kind, source, zone);
    SourceCursor cursor = Optional.ofNullable(cursors.remove(sourceZone))
        .orElseGet(() -> new SourceCursor(sourceZone));
    return abandoned.add(sourceZone) ? Optional.of(cursor) : Optional.empty();
  }

  /** The cursor of a source in a zone, if it is followed. */
  Optional<SourceCursor> cursor(SourceZone place) {
    return Optional.ofNullable(cursors.get(place));
  }

  boolean knows(SourceCursor cursor) {
    return cursors.get(cursor.sourceZone()) == cursor;
  }

  List<BatchSeries.Shown> shown() {
    return targets.stream()
        .map(target -> new BatchSeries.Shown(target.zone(), target.label()))
        .toList();
  }

  /** When this node began to collect the batch, in milliseconds since the epoch. */
  long since() {
    return since;
  }

  /** Whether nothing is missing that a former owner may have shown: every cursor has its counters. */
  boolean isLoaded() {
    return whole
        && cursors.values().stream()
            .allMatch(cursor -> cursor.isDisabled() || cursor.watermark().isPresent());
  }

  /** Whether every cursor has had a window, too, without which its gauges are unknown. */
  boolean isFresh() {
    return isLoaded()
        && cursors.values().stream().allMatch(cursor -> cursor.isDisabled() || cursor.hasCounted());
  }

  /** Whether this node has shown the batch, so that no former owner's view is left to replace. */
  boolean isShown() {
    return shown;
  }

  void showing() {
    shown = true;
  }

  /** Whether a render should be planned now; false while one is. */
  boolean planRender() {
    boolean first = !renderPlanned;
    renderPlanned = true;
    return first;
  }

  /** Whether it should be planned now to show series that are held; false while it is. */
  boolean planShowing() {
    boolean first = !showingPlanned;
    showingPlanned = true;
    return first;
  }

  void showingHeld() {
    showingPlanned = false;
  }

  /** Whether names or families have changed since the last call. */
  boolean presentationChanged(List<String> families) {
    Object now = List.of(account, shown(), families);
    boolean otherwise = !now.equals(look);
    look = now;
    return otherwise;
  }

  /** Nothing is published of the batch any more. */
  void retire() {
    retired = true;
    sender.ifPresent(MinuteSender::stop);
  }

  /**
   * The same where it is collected nowhere any more.
   *
   * @param ended sources and zones whose series go on under no other batch
   * @return completes when nothing is left to do for it
   */
  Future<Void> retire(Predicate<SourceZone> ended) {
    retired = true;
    return sender.map(one -> one.end(ended)).orElseGet(Future::succeededFuture);
  }

  boolean isRetired() {
    return retired;
  }

  void rendering() {
    renderPlanned = false;
  }
}
