package io.github.cfexporter.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of the limiter, checked against a simple model over random histories. */
@Tag("unit")
class LimiterLawTest {
  private static final long CLOUDFLARE_PERIOD = 300_000;
  private static final int STEPS = 2_000;

  /** How late, at most, a call leaves after its grant. */
  private static final int DELAY = 1_000;

  private final Map<Long, Request> waiting = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private Budgets budgets = new Budgets(20, 40);

  /** How many of three GraphQL calls are account-based at present. */
  private int accountBased = 1;

  private Limiter limiter = new Limiter(budgets);
  private long now = 1_800_000_000_000L;
  private long ids;

  /** A call with the instant it really left, and the budgets under which it was granted. */
  private record Call(long grantedAt, long leftAt, Request request, Budgets budgets) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noFiveMinutes_seeMoreCallsThanTheBudget(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      now += random.nextInt(60) == 0 ? random.nextInt(400_000) : random.nextInt(3_000);
      disturb(random);
      ask(random, random.nextInt(4));
      grant(random);
    }

    assertThat(calls).hasSizeGreaterThan(500);
    calls.forEach(this::assertWithinBudgets);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void everythingAsked_isGrantedInTheEnd(long seed) {
    Random random = new Random(seed);
    ask(random, 1_000);
    for (int step = 0; step < 200; step++) {
      disturb(random);
      grant(random);
      now += 1_000;
    }

    for (OptionalLong at = limiter.nextGrantAt(now);
        at.isPresent();
        at = limiter.nextGrantAt(now)) {
      assertThat(at.getAsLong()).isGreaterThan(now - 1);
      now = at.getAsLong();
      assertThat(grant(random)).as("grants when nextGrantAt says so").isPositive();
    }
    assertThat(waiting).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void unluckyRequest_isNotOvertakenForEver(long seed) {
    Random random = new Random(seed);
    ask(random, 1_000);
    limiter.ask(new Request(-1, Payer.graphql("one", "a", false), Request.SPARE - 1), now);
    long asked = now;
    boolean granted = false;
    while (!granted) {
      ask(random, 1); // more than the budget allows, and all more urgent
      granted = limiter.grants(now).contains(-1L);
      now += 1_000;
      assertThat(now - asked).isLessThan(60 * Limiter.PERIOD_MILLIS);
    }
    assertThat(now - asked).isGreaterThan(RequestQueue.PATIENCE_MILLIS);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void amongThePatient_theLargestLagGoesFirst(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 200; step++) {
      ask(random, 3);
      for (long id : limiter.grants(now)) {
        Request granted = waiting.remove(id);
        assertThat(waiting.values())
            .filteredOn(other -> sharesAllBudgets(other.payer(), granted.payer()))
            .allSatisfy(
                other -> assertThat(other.dueSince()).isGreaterThanOrEqualTo(granted.dueSince()));
      }
      now += 1_000;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {41, 42, 43})
  void clockThatSwings_neitherExceedsNorStops(long seed) {
    Random random = new Random(seed);
    long real = now;
    for (int step = 0; step < STEPS; step++) {
      real += random.nextInt(4_000);
      now = real - random.nextInt(DELAY / 2); // steps back every other time
      ask(random, 1);
      for (long id : limiter.grants(now)) {
        calls.add(new Call(now, real, waiting.remove(id), budgets));
      }
    }

    assertThat(calls).hasSizeGreaterThan(500);
    calls.forEach(this::assertWithinBudgets);
  }

  private void disturb(Random random) {
    switch (random.nextInt(40)) {
      case 0 -> budgets = new Budgets(1 + random.nextInt(40), 1 + random.nextInt(60));
      case 1 -> accountBased = random.nextInt(4); // the mode changes, for some or for all
      case 2 -> limiter.pause(api(random), credential(random), "", soon(random), now);
      case 3 -> limiter.pause(api(random), "", account(random), soon(random), now);
      case 4 ->
        limiter.slowDown(
            api(random), credential(random), random.nextInt(5), random.nextInt(60), now);
      case 5 -> handOver();
      case 6 -> waiting.keySet().stream().findAny().ifPresent(this::cancel);
      default -> {
        return;
      }
    }
    limiter.change(budgets);
  }

  private void cancel(long id) {
    assertThat(limiter.cancel(id)).isTrue();
    waiting.remove(id);
  }

  private void handOver() {
    Limiter successor = new Limiter(budgets);
    successor.restore(limiter.history(now), now);
    waiting.values().forEach(request -> successor.ask(request, now));
    limiter = successor;
  }

  private void ask(Random random, int requests) {
    for (int i = 0; i < requests; i++) {
      Request request = new Request(ids++, payer(random), random.nextInt(100_000));
      waiting.put(request.id(), request);
      limiter.ask(request, now);
    }
  }

  private int grant(Random random) {
    List<Long> granted = limiter.grants(now);
    for (long id : granted) {
      calls.add(new Call(now, now + random.nextInt(DELAY), waiting.remove(id), budgets));
    }
    return granted.size();
  }

  /** The 5 minutes that end with a call hold no more than was allowed when it was granted. */
  private void assertWithinBudgets(Call last) {
    List<Payer> window = calls.stream()
        .filter(call -> call.grantedAt() <= last.grantedAt())
        .filter(call -> last.leftAt() - call.leftAt() <= CLOUDFLARE_PERIOD)
        .map(call -> call.request().payer())
        .toList();
    Payer payer = last.request().payer();
    assertThat(window)
        .filteredOn(other -> other.credential().equals(payer.credential()))
        .hasSizeLessThanOrEqualTo(last.budgets().total());
    assertThat(window)
        .filteredOn(other -> shareABudget(other, payer))
        .hasSizeLessThanOrEqualTo(last.budgets().of(payer.api()));
  }

  /** Beside the general one. */
  private static boolean shareABudget(Payer one, Payer other) {
    if (one.api() != other.api() || one.isAccountBased() != other.isAccountBased()) {
      return false;
    }
    return one.isAccountBased()
        ? one.account().equals(other.account())
        : one.credential().equals(other.credential());
  }

  private static boolean sharesAllBudgets(Payer one, Payer other) {
    return shareABudget(one, other) && one.credential().equals(other.credential());
  }

  private Payer payer(Random random) {
    return api(random) == Api.REST
        ? Payer.rest(credential(random), account(random))
        : Payer.graphql(credential(random), account(random), random.nextInt(3) < accountBased);
  }

  private long soon(Random random) {
    return now + random.nextInt(60_000);
  }

  private static Api api(Random random) {
    return random.nextInt(3) == 0 ? Api.REST : Api.GRAPHQL;
  }

  private static String credential(Random random) {
    return List.of("one", "two").get(random.nextInt(2));
  }

  private static String account(Random random) {
    return List.of("a", "b", "c").get(random.nextInt(3));
  }
}
