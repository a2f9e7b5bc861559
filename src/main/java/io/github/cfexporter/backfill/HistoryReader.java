package io.github.cfexporter.backfill;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.graphql.Answer;
import io.github.cfexporter.cloudflare.graphql.Caller;
import io.github.cfexporter.cloudflare.graphql.GraphqlClient;
import io.github.cfexporter.cloudflare.graphql.Wording;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.runtime.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks for one window of one unit, and tries again what may be answered later. Only what Cloudflare
 * documents as never to be answered is a hole in the history; of everything else the run ends, to be
 * started again.
 */
final class HistoryReader {
  private static final Wording PLAIN = new Wording(Wording.Form.PLAIN, Set.of());
  private static final int MOST_TRIES = 12;
  private static final long FIRST_PAUSE = 2_000;
  private static final long LONGEST_PAUSE = 300_000;

  private final GraphqlClient graphql;
  private final Time time;
  private final int queryLimit;
  private final Set<Closed> closed = new HashSet<>();
  private final Set<Closed> notAuthorized = new HashSet<>();

  /**
   * Something that will not be answered.
   *
   * @param source the kind and the source; empty for all of them
   * @param scope id of a zone or an account
   * @param credential empty for all of them
   */
  private record Closed(String source, String scope, String credential) {}

  /** @param graphql lets calls out as the budget allows */
  HistoryReader(GraphqlClient graphql, Time time, int queryLimit) {
    this.graphql = graphql;
    this.time = time;
    this.queryLimit = queryLimit;
  }

  /**
   * What a window gave.
   *
   * @param zones by the zone's id; those that were refused are missing
   * @param mostRows of any zone and node
   * @param tooMuch whether it must be asked for in narrower windows
   * @param refusals why zones are missing, by their ids
   */
  record Result(
      Map<String, Delta> zones,
      int mostRows,
      boolean tooMuch,
      Map<String, CloudflareException> refusals) {}

  /** Most rows of one node. */
  int limit(HistoryUnit unit) {
    return Math.min(queryLimit, unit.limits().maxPageSize());
  }

  /** Those of a unit's zones that are still worth asking for. */
  List<HistoryZone> open(HistoryUnit unit) {
    return unit.zones().stream()
        .filter(zone -> !closed.contains(new Closed(source(unit), scope(unit, zone), "")))
        .toList();
  }

  private static String source(HistoryUnit unit) {
    return unit.kind() + "/" + unit.forms().name();
  }

  private static String scope(HistoryUnit unit, HistoryZone zone) {
    return zone.id().isEmpty() ? unit.accountId() : zone.id();
  }

  /**
   * Reads a window.
   *
   * @throws BackfillException when Cloudflare does not answer for long, or not this credential
   */
  Result read(HistoryUnit unit, Window window) {
    long pause = FIRST_PAUSE;
    for (int tries = 1; ; tries++) {
      HistoryQuestion question = new HistoryQuestion(unit, window, limit(unit));
      Caller caller = new Caller(credentials(unit).get(0), false);
      try {
        return answered(
            question,
            graphql.ask(question.document(), PLAIN, caller, question::sink).await());
      } catch (CloudflareException cause) {
        if (!mayPass(cause.refusal(), unit)) {
          return refused(unit, window, cause);
        }
        if (tries == MOST_TRIES) {
          throw stop("Cloudflare does not answer for ", unit, window, cause);
        }
        time.passing(Math.max(pause, pause(cause.refusal()).toMillis())).await();
        pause = Math.min(LONGEST_PAUSE, 2 * pause);
      }
    }
  }

  private static BackfillException stop(
      String what, HistoryUnit unit, Window window, CloudflareException cause) {
    return new BackfillException(
        what + unit.name() + " from " + Instant.ofEpochSecond(window.from()) + ": "
            + cause.getMessage(),
        cause);
  }

  /** Those that were not refused there; all of them when each was. */
  private List<String> credentials(HistoryUnit unit) {
    List<String> willing = unit.credentials().stream()
        .filter(credential -> unit.zones().stream()
            .noneMatch(
                zone -> notAuthorized.contains(new Closed("", scope(unit, zone), credential))))
        .toList();
    return willing.isEmpty() ? unit.credentials() : willing;
  }

  /** Whether the same may be answered later; words that are not known are looked at zone by zone. */
  private static boolean mayPass(Refusal refusal, HistoryUnit unit) {
    boolean untold = refusal.about() == Refusal.About.UNTOLD;
    boolean divisible = refusal instanceof Refusal.Unexplained && unit.zones().size() > 1;
    return (untold && !divisible)
        || refusal.about() == Refusal.About.PACE
        || refusal instanceof Refusal.AuthBanned;
  }

  private static Duration pause(Refusal refusal) {
    if (refusal instanceof Refusal.RateLimited limited) {
      return limited.pause();
    } else if (refusal instanceof Refusal.Temporary temporary) {
      return temporary.pause();
    } else if (refusal instanceof Refusal.AuthBanned banned) {
      return banned.pause();
    }
    return Duration.ZERO;
  }

  /** By itself, each zone is answered or is the one that the refusal is about. */
  private Result refused(HistoryUnit unit, Window window, CloudflareException cause) {
    Refusal refusal = cause.refusal();
    if (refusal instanceof Refusal.AuthFailed) {
      throw stop(
          "token " + credentials(unit).get(0) + " is rejected by Cloudflare, give another one: ",
          unit,
          window,
          cause);
    }
    boolean wide = refusal instanceof Refusal.RangeTooWide
        || refusal instanceof Refusal.ExcessiveResources
        || refusal instanceof Refusal.TooLarge;
    if (wide && window.seconds() > 60) {
      return new Result(Map.of(), 0, true, Map.of());
    }
    if (unit.zones().size() > 1) {
      int middle = unit.zones().size() / 2;
      return and(
          read(unit.of(unit.zones().subList(0, middle)), window),
          read(unit.of(unit.zones().subList(middle, unit.zones().size())), window));
    }
    return alone(unit, window, cause);
  }

  private Result alone(HistoryUnit unit, Window window, CloudflareException cause) {
    Refusal refusal = cause.refusal();
    HistoryZone zone = unit.zones().get(0);
    boolean unauthorized = refusal instanceof Refusal.ZonesNotAuthorized
        || refusal instanceof Refusal.AccountNotAuthorized;
    if (unauthorized
        && notAuthorized.add(new Closed("", scope(unit, zone), credentials(unit).get(0)))
        && credentials(unit).size() < unit.credentials().size()) {
      return read(unit, window); // with the next one
    }
    boolean isFinal = refusal.isEntitlement() || HistoryQuestion.isNotInSchema(unit, cause);
    if (isFinal) {
      closed.add(new Closed(source(unit), scope(unit, zone), ""));
    } else if (!(refusal instanceof Refusal.TooOld)) {
      throw stop("Cloudflare refuses ", unit, window, cause);
    }
    return new Result(Map.of(), 0, false, Map.of(zone.id(), cause));
  }

  private static Result and(Result one, Result other) {
    Map<String, Delta> zones = new HashMap<>(one.zones());
    zones.putAll(other.zones());
    Map<String, CloudflareException> refusals = new HashMap<>(one.refusals());
    refusals.putAll(other.refusals());
    return new Result(
        zones,
        Math.max(one.mostRows(), other.mostRows()),
        one.tooMuch() || other.tooMuch(),
        refusals);
  }

  /** What an error beside the data may be about is asked for again, each zone by itself. */
  private Result answered(HistoryQuestion question, Answer answer) {
    HistoryUnit unit = question.unit();
    Window window = question.window();
    List<HistoryZone> spoilt = question.spoilt(answer);
    boolean tooMuch = question.full(answer) && window.seconds() > 60;
    Result good = new Result(question.deltas(answer), question.mostRows(answer), tooMuch, Map.of());
    if (spoilt.isEmpty() || tooMuch) {
      return good;
    }
    if (unit.zones().size() == 1) {
      throw CloudflareException.spoilt(answer.faults(), answer.missing(question.document()));
    }
    Result all = good;
    for (HistoryZone zone : spoilt) {
      all = and(all, read(unit.of(List.of(zone)), window));
    }
    return all;
  }
}
