package io.github.cfexporter.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.limiter.BudgetShares.Holder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes split, merge, die, leave and come; all of them together never exceed the budget. */
@Tag("unit")
class BudgetSharesLawTest {
  private static final int BUDGET = 60;
  private static final Budgets BUDGETS = new Budgets(BUDGET, BUDGET);
  private static final int STEPS = 3_000;

  /** How much later than others a side may notice that it was split off. */
  private static final int NOTICED_MILLIS = 15_000;

  private final List<Side> sides = new ArrayList<>();
  private final Map<Payer, List<Long>> calls = new HashMap<>();
  private final Map<Long, Payer> waiting = new HashMap<>();
  private final TreeSet<String> dead = new TreeSet<>();
  private long now = 1_800_000_000_000L;
  private long ids;
  private int nodes;

  /** Nodes that see each other; one of them is their limiter. */
  private final class Side {
    private final Set<Holder> holders = new HashSet<>();
    private BudgetShares budgetShares = BudgetShares.NONE;
    private Limiter limiter = new Limiter(BUDGETS);
    private long blindUntil;

    void tick() {
      if (now < blindUntil) {
        return; // its permits cannot be recorded, so they are not used
      }
      budgetShares = budgetShares.observe(holders, now);
      limiter.change(budgetShares.shareOf(BUDGETS, now));
      while (limiter.waiting(Api.GRAPHQL) < 10) {
        Payer payer = Payer.graphql("", "a", ids % 2 == 0);
        waiting.put(ids, payer);
        limiter.ask(new Request(ids++, payer, now), now);
      }
      limiter
          .grants(now)
          .forEach(id ->
              calls.computeIfAbsent(waiting.remove(id), p -> new ArrayList<>()).add(now));
    }

    Side split(Random random) {
      Side other = new Side();
      for (Holder holder : List.copyOf(holders)) {
        if (random.nextBoolean()) {
          holders.remove(holder);
          other.holders.add(holder);
        }
      }
      other.budgetShares = budgetShares;
      other.limiter.restore(limiter.history(now), now);
      other.blindUntil = now + random.nextInt(NOTICED_MILLIS);
      blindUntil = now + random.nextInt(NOTICED_MILLIS);
      return other;
    }

    /** What one of the sides did may be lost. */
    void join(Side other) {
      holders.addAll(other.holders);
      if (other.budgetShares.epoch() > budgetShares.epoch()) {
        limiter = new Limiter(BUDGETS);
        limiter.restore(other.limiter.history(now), now);
        budgetShares = other.budgetShares.merge(budgetShares);
      } else {
        budgetShares = budgetShares.merge(other.budgetShares);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noFiveMinutes_seeMoreCallsThanTheBudget_onAllSides(long seed) {
    Random random = new Random(seed);
    sides.add(new Side());
    for (int i = 0; i < 5; i++) {
      sides.get(0).holders.add(process("node-" + nodes++));
    }
    for (int step = 0; step < STEPS; step++) {
      now += random.nextInt(20_000);
      if (random.nextInt(30) == 0) {
        disturb(random);
      }
      sides.forEach(Side::tick);
    }

    assertThat(calls).hasSize(2);
    for (List<Long> times : calls.values()) {
      for (int i = 0; i + BUDGET < times.size(); i++) {
        assertThat(times.get(i + BUDGET) - times.get(i)).isGreaterThan(300_000);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void peace_givesTheWholeBudgetBack(long seed) {
    Random random = new Random(seed);
    noFiveMinutes_seeMoreCallsThanTheBudget_onAllSides(seed);
    while (sides.size() > 1) {
      sides.get(0).join(sides.remove(1));
    }
    dead.forEach(address -> sides.get(0).holders.add(process(address)));
    long peace = now + 4 * BudgetShares.GIVEN_UP_MILLIS;
    while (now < peace) {
      now += 1_000 + random.nextInt(10_000);
      sides.get(0).tick();
    }

    BudgetShares budgetShares = sides.get(0).budgetShares;
    assertThat(budgetShares.isComplete(now)).isTrue();
    assertThat(budgetShares.shareOf(BUDGETS, now)).isEqualTo(BUDGETS);
    assertThat(budgetShares.shares()).hasSameSizeAs(sides.get(0).holders);
  }

  private void disturb(Random random) {
    Side side = sides.get(random.nextInt(sides.size()));
    switch (random.nextInt(7)) {
      case 0 -> split(side, random);
      case 1, 2 -> merge(random);
      case 3 -> die(side, random);
      case 4 -> comeBack(random);
      case 5 -> leave(side, random);
      default -> grow(side);
    }
  }

  private void split(Side side, Random random) {
    Side other = side.split(random);
    if (other.holders.isEmpty() || side.holders.isEmpty()) {
      side.join(other);
    } else {
      sides.add(other);
    }
  }

  private void merge(Random random) {
    if (sides.size() > 1) {
      Side gone = sides.remove(random.nextInt(sides.size()));
      sides.get(random.nextInt(sides.size())).join(gone);
    }
  }

  private void die(Side side, Random random) {
    if (side.holders.size() > 1) {
      Holder holder = any(side, random);
      side.holders.remove(holder);
      dead.add(holder.address());
    }
  }

  /** On any side, as long as none has given up another. */
  private void comeBack(Random random) {
    boolean sameEpoch =
        sides.stream().map(side -> side.budgetShares.epoch()).distinct().count() == 1;
    if (!dead.isEmpty() && sameEpoch) {
      sides.get(random.nextInt(sides.size())).holders.add(process(dead.pollFirst()));
    }
  }

  private void leave(Side side, Random random) {
    if (side.holders.size() > 1 && now >= side.blindUntil) {
      Holder holder = any(side, random);
      BudgetShares before = side.budgetShares.observe(side.holders, now);
      side.budgetShares = before.leave(holder, now);
      if (side.budgetShares.equals(before)) {
        dead.add(holder.address()); // the others miss it
      }
      if (random.nextBoolean()) {
        side.tick(); // it is still in sight
      }
      side.holders.remove(holder);
    }
  }

  private void grow(Side side) {
    if (side.holders.size() < 5) {
      side.holders.add(process("node-" + nodes++));
    }
  }

  private Holder process(String address) {
    return new Holder("process-" + ids++, address);
  }

  private static Holder any(Side side, Random random) {
    return List.copyOf(side.holders).get(random.nextInt(side.holders.size()));
  }
}
