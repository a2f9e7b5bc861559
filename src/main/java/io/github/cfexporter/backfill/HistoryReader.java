package io.github.cfexporter.backfill;

import io.github.cfexporter.cloudflare.AnswerPart;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.graphql.Answer;
import io.github.cfexporter.cloudflare.graphql.Block;
import io.github.cfexporter.cloudflare.graphql.Caller;
import io.github.cfexporter.cloudflare.graphql.Document;
import io.github.cfexporter.cloudflare.graphql.GraphqlClient;
import io.github.cfexporter.cloudflare.graphql.Node;
import io.github.cfexporter.cloudflare.graphql.Wording;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.WindowTally;
import io.github.cfexporter.counting.series.KnownKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks for one window of one unit, and tries again what may be answered later. */
final class HistoryReader {
  private static final Wording PLAIN = new Wording(Wording.Form.PLAIN, Set.of());
  private static final int MOST_TRIES = 12;
  private static final long FIRST_PAUSE = 2_000;
  private static final long LONGEST_PAUSE = 300_000;

  private final GraphqlClient graphql;
  private final CallBudget budget;
  private final BackfillClock clock;
  private final int queryLimit;

  HistoryReader(GraphqlClient graphql, CallBudget budget, BackfillClock clock, int queryLimit) {
    this.graphql = graphql;
    this.budget = budget;
    this.clock = clock;
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
      Map<String, Delta> zones, int mostRows, boolean tooMuch, Map<String, String> refusals) {}

  /** Most rows of one node. */
  int limit(HistoryUnit unit) {
    return Math.min(queryLimit, unit.limits().maxPageSize());
  }

  Result read(HistoryUnit unit, Window window) throws InterruptedException {
    long pause = FIRST_PAUSE;
    for (int tries = 1; ; tries++) {
      budget.await();
      Asked asked = new Asked(unit, window);
      try {
        return asked.result(graphql
            .ask(asked.document(), PLAIN, new Caller(unit.credential(), false), asked::sink)
            .await());
      } catch (CloudflareException cause) {
        Duration wait = pause(cause.refusal());
        if (wait.isNegative()) {
          return refused(unit, window, cause);
        }
        if (tries == MOST_TRIES) {
          throw new BackfillException("Cloudflare does not answer: " + cause.getMessage(), cause);
        }
        clock.sleep(Math.max(pause, wait.toMillis()));
        pause = Math.min(LONGEST_PAUSE, 2 * pause);
      }
    }
  }

  /** How long to wait before the same may be answered; negative where it never will be. */
  private static Duration pause(Refusal refusal) {
    if (refusal instanceof Refusal.RateLimited limited) {
      return limited.pause();
    } else if (refusal instanceof Refusal.Temporary temporary) {
      return temporary.pause();
    } else if (refusal instanceof Refusal.AuthBanned banned) {
      return banned.pause();
    } else if (refusal instanceof Refusal.TimedOut
        || refusal instanceof Refusal.Unreadable
        || refusal instanceof Refusal.Diverted) {
      return Duration.ZERO;
    }
    return Duration.ofMillis(-1);
  }

  /** By itself, each zone is answered or is the one that the refusal is about. */
  private Result refused(HistoryUnit unit, Window window, CloudflareException cause)
      throws InterruptedException {
    boolean wide = cause.refusal() instanceof Refusal.RangeTooWide
        || cause.refusal() instanceof Refusal.ExcessiveResources
        || cause.refusal() instanceof Refusal.TooLarge;
    if (wide && window.seconds() > 60) {
      return new Result(Map.of(), 0, true, Map.of());
    }
    if (unit.zones().size() == 1) {
      return new Result(Map.of(), 0, false, Map.of(unit.zones().get(0).id(), cause.getMessage()));
    }
    int middle = unit.zones().size() / 2;
    return and(
        read(unit.of(unit.zones().subList(0, middle)), window),
        read(unit.of(unit.zones().subList(middle, unit.zones().size())), window));
  }

  private static Result and(Result one, Result other) {
    Map<String, Delta> zones = new HashMap<>(one.zones());
    zones.putAll(other.zones());
    Map<String, String> refusals = new HashMap<>(one.refusals());
    refusals.putAll(other.refusals());
    return new Result(
        zones,
        Math.max(one.mostRows(), other.mostRows()),
        one.tooMuch() || other.tooMuch(),
        refusals);
  }

  /** One document on its way. */
  private final class Asked {
    private final HistoryUnit unit;
    private final Window window;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<AnswerPart, WindowTally> tallies = new HashMap<>();

    Asked(HistoryUnit unit, Window window) {
      this.unit = unit;
      this.window = window;
      for (Reading reading : unit.readings()) {
        Node node = new Node("n" + nodes.size(), reading.source(), window, limit(unit));
        nodes.add(node);
        unit.zones()
            .forEach(zone -> tallies.put(
                new AnswerPart(node.alias(), zone.id()),
                reading.tally(window, zone.rules(), new KnownKeys())));
      }
    }

    Document document() {
      return unit.isOfAccount()
          ? new Document(unit.accountId(), List.of(), nodes)
          : new Document(
              unit.accountId(),
              List.of(new Block(unit.zones().stream().map(HistoryZone::id).toList(), nodes)),
              List.of());
    }

    io.github.cfexporter.cloudflare.graphql.RowSink sink(String alias) {
      return (zone, row) -> {
        WindowTally tally = tallies.get(new AnswerPart(alias, zone));
        if (tally != null) {
          tally.row(row);
        }
      };
    }

    Result result(Answer answer) throws InterruptedException {
      Map<String, Delta> zones = new HashMap<>();
      Set<HistoryZone> spoilt = new HashSet<>();
      int most = 0;
      boolean full = false;
      for (HistoryZone zone : unit.zones()) {
        List<AnswerPart> parts =
            nodes.stream().map(node -> new AnswerPart(node.alias(), zone.id())).toList();
        if (!parts.stream().allMatch(answer::clean)) {
          spoilt.add(zone);
          continue;
        }
        for (int i = 0; i < parts.size(); i++) {
          most = Math.max(most, answer.rows().getOrDefault(parts.get(i), 0));
          full |= answer.full(parts.get(i), nodes.get(i));
        }
        zones.put(
            zone.id(),
            unit.forms()
                .whole(parts.stream()
                    .map(part -> tallies.get(part).delta())
                    .reduce(Delta::with)
                    .orElseThrow()));
      }
      boolean tooMuch = full && window.seconds() > 60;
      Result good = new Result(zones, most, tooMuch, Map.of());
      return spoilt.isEmpty() || tooMuch ? good : and(good, alone(spoilt, answer));
    }

    /** What an error beside the data may be about is asked for again, each zone by itself. */
    private Result alone(Set<HistoryZone> spoilt, Answer answer) throws InterruptedException {
      CloudflareException cause = CloudflareException.spoilt(answer.faults(), Set.of());
      if (unit.zones().size() == 1) {
        return new Result(Map.of(), 0, false, Map.of(unit.zones().get(0).id(), cause.getMessage()));
      }
      Result all = new Result(Map.of(), 0, false, Map.of());
      for (HistoryZone zone : spoilt) {
        all = and(all, read(unit.of(List.of(zone)), window));
      }
      return all;
    }
  }
}
