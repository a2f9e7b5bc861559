package io.github.cfexporter.permits;

import static io.github.cfexporter.settings.Tunables.GRAPHQL_QUERIES_PER_5_MINUTES;
import static io.github.cfexporter.settings.Tunables.REST_CALLS_PER_5_MINUTES;

import io.github.cfexporter.bus.PermitRequest;
import io.github.cfexporter.bus.RateNotice;
import io.github.cfexporter.bus.SettingsChanged;
import io.github.cfexporter.cluster.Ownership;
import io.github.cfexporter.cluster.permits.PermitLog;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.BudgetShares;
import io.github.cfexporter.limiter.Budgets;
import io.github.cfexporter.limiter.GrantedPermit;
import io.github.cfexporter.limiter.History;
import io.github.cfexporter.limiter.Limiter;
import io.github.cfexporter.limiter.Request;
import io.github.cfexporter.report.BudgetHistory;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.ClockSteps;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Issues a permit for every call to Cloudflare; asked over the bus, one in the cluster. */
public final class RateLimiterVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(RateLimiterVerticle.class);
  private static final long NO_TIMER = -1;

  private final Supplier<Settings> settings;
  private final Time time;
  private final Telemetry telemetry;
  private final PermitLog log;
  private final Ownership ownership;
  private final ClockSteps steps;
  private final PermitQueue waiting = new PermitQueue();
  private final ShareAgreement shares;
  private Limiter limiter;
  private long term;
  private long timer = NO_TIMER;
  private boolean stopped;

  public RateLimiterVerticle(NodeContext nodeContext, Telemetry telemetry) {
    this.settings = nodeContext.settings();
    this.time = nodeContext.time().own(); // shared with nodes, not with Cloudflare
    this.steps = new ClockSteps(time.millis(), time.steadyMillis());
    this.telemetry = telemetry;
    this.log = nodeContext.member().permits();
    this.ownership = nodeContext.member().ownership();
    this.shares = new ShareAgreement(log, ownership, time);
    this.limiter = new Limiter(budgets());
  }

  @Override
  public Future<?> start() {
    String node = ownership.self();
    Context here = context;
    ownership.onChange(() -> here.runOnContext(event -> issue()));
    return takeOver().compose(restored -> {
      sampleBudgets();
      return Future.all(
          vertx.eventBus().consumer(PermitRequest.address(node), this::queue).completion(),
          vertx.eventBus().consumer(RateNotice.address(node), this::heed).completion(),
          SettingsChanged.listen(vertx.eventBus(), this::settingsChanged));
    });
  }

  /** Those who wait ask again, whoever is the limiter then. */
  @Override
  public Future<?> stop() {
    stopped = true;
    time.cancel(timer);
    waiting.sendAllAway();
    return Future.succeededFuture();
  }

  private Future<Void> takeOver() {
    return log.takeOver().map(begun -> {
      long now = now();
      term = begun.number();
      shares.begin(begun.budgetShares());
      limiter = new Limiter(budgets());
      limiter.restore(begun.history(), now);
      waiting.requests().forEach(request -> limiter.ask(request, now));
      return null;
    });
  }

  /** Use of a budget ends by time alone, so it is looked at even while nobody asks. */
  private void sampleBudgets() {
    if (!stopped) {
      issue();
      telemetry.budgets().sample();
      time.after(BudgetHistory.STEP.toMillis(), this::sampleBudgets);
    }
  }

  private void queue(Message<PermitRequest> message) {
    long now = now();
    waiting.add(message, now).ifPresent(request -> {
      limiter.ask(request, now);
      issue();
    });
  }

  /** A larger budget helps those who wait already. */
  private void settingsChanged(SettingsChanged change) {
    if (change.concerns(GRAPHQL_QUERIES_PER_5_MINUTES, REST_CALLS_PER_5_MINUTES)) {
      issue();
    }
  }

  private void heed(Message<RateNotice> message) {
    RateNotice notice = message.body();
    long now = now();
    long until = now + notice.seconds() * 1000L;
    if (notice.remaining() > 0) {
      limiter.slowDown(
          notice.api(), notice.credential(), notice.remaining(), notice.seconds(), now);
    } else {
      limiter.pause(notice.api(), notice.credential(), notice.account(), until, now);
    }
    issue();
  }

  private void issue() {
    long now = now();
    if (stopped) {
      return;
    }
    if (!shares.isOfAllInSight(now)) {
      // nobody knows how much is left for this side before that
      shares.agree(term, this::issue, this::takeOverAgain);
      return;
    }
    limiter.change(shares.of(budgets(), now));
    List<PermitQueue.Waiting> granted =
        limiter.grants(now).stream().map(waiting::take).toList();
    if (!granted.isEmpty()) {
      release(granted, now);
    }
    Budgets share = shares.of(budgets(), now);
    for (Api api : Api.values()) {
      telemetry
          .budgets()
          .state(api, share.of(api), limiter.remaining(api, now), limiter.waiting(api));
    }
    lookAgain(nextLook(now), now);
  }

  private OptionalLong nextLook(long now) {
    OptionalLong next = limiter.nextGrantAt(now);
    return shares.isComplete(now)
        ? next
        : OptionalLong.of(Math.min(next.orElse(Long.MAX_VALUE), now + ShareAgreement.AGREE_MILLIS));
  }

  /** A permit is on record before it is used, so that nobody who takes over can forget it. */
  private void release(List<PermitQueue.Waiting> granted, long now) {
    List<GrantedPermit> departures =
        granted.stream().map(one -> new GrantedPermit(now, one.asked().payer())).toList();
    History history = new History(departures, limiter.history(now).pauses());
    Set<BudgetShares.Holder> seen = shares.holders();
    log.record(term, history, now)
        .onSuccess(mine -> {
          boolean allKnow = mine && ownership.holders().equals(seen);
          granted.forEach(allKnow ? this::grant : PermitQueue.Waiting::sendAway);
          if (!mine) {
            takeOverAgain();
          }
        })
        .onFailure(cause -> {
          logger.warn("permits could not be recorded and are not used", cause);
          shares.doubt(); // first of all, find out who is there
          granted.forEach(PermitQueue.Waiting::sendAway);
        });
  }

  private void grant(PermitQueue.Waiting one) {
    long waited = time.millis() - one.since();
    boolean spare = one.asked().dueSince() == Request.SPARE; // may wait as long as it takes
    telemetry.budgets().permitIssued(one.asked().payer().api(), spare ? 0 : waited);
    one.message().reply(new PermitRequest.Permit(waited));
  }

  /** After a split there were two limiters: the one that goes on learns what the other let out. */
  private void takeOverAgain() {
    if (stopped || !ownership.isMine(PermitLog.LIMITER)) {
      return;
    }
    takeOver()
        .onSuccess(done -> issue())
        .onFailure(cause -> logger.error("the limiter does not know its past", cause));
  }

  private void lookAgain(OptionalLong at, long now) {
    if (timer != NO_TIMER) {
      time.cancel(timer);
      timer = NO_TIMER;
    }
    if (at.isPresent()) {
      timer = time.after(Math.max(1, at.getAsLong() - now), () -> {
        timer = NO_TIMER;
        issue();
      });
    }
  }

  /**
   * What the machine's clock says. When it was set ahead, what was let out is as new as before: else
   * a whole budget would be forgotten. That it may be set back is known to the limiter.
   */
  private long now() {
    long now = time.millis();
    long ahead = steps.observe(now, time.steadyMillis());
    if (ahead > 0) {
      limiter.setAhead(ahead);
      logger.warn("the machine's clock was set ahead: seconds={}", ahead / 1000);
    }
    return now;
  }

  private Budgets budgets() {
    Settings now = settings.get();
    return new Budgets(now.get(GRAPHQL_QUERIES_PER_5_MINUTES), now.get(REST_CALLS_PER_5_MINUTES));
  }
}
