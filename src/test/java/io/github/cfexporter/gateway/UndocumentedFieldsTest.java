package io.github.cfexporter.gateway;

import static io.github.cfexporter.cloudflare.Wording.Luxury.BUDGET;
import static io.github.cfexporter.cloudflare.Wording.Luxury.COST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.Refused;
import io.github.cfexporter.cloudflare.Wording.Luxury;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LuxuriesTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final Set<Luxury> BOTH = Set.of(COST, BUDGET);
  private static final String BARE = "query contains error, please review it and retry";

  private final List<Luxury> dropped = new ArrayList<>();
  private final Luxuries luxuries = new Luxuries(dropped::add);
  private final List<Object> question = List.of(new Object());
  private final List<Object> other = List.of(new Object());

  @Test
  void namedLuxury_isDroppedForGood_once() {
    assertThat(refused("unknown field \"cost\"", BOTH)).isTrue();
    assertThat(luxuries.beside(question)).containsExactly(BUDGET);
    assertThat(luxuries.refused(
            other, BOTH, Refused.with("Cannot query field \"cost\" on type \"Query\""), NOW))
        .as("sent before it was dropped")
        .isTrue();

    assertThat(dropped).containsExactly(COST);
  }

  @Test
  void luxuryThatMayNotBeRead_isDropped() {
    assertThat(luxuries.refused(
            question,
            BOTH,
            Refused.with("does not have access to the path", "authz", List.of("viewer", "budget")),
            NOW))
        .isTrue();

    assertThat(dropped).containsExactly(BUDGET);
  }

  @Test
  void faultBesideData_dropsTheLuxury() {
    luxuries.faulted(Refused.with("not now", "authz", List.of("cost")).faults());

    assertThat(dropped).containsExactly(COST);
  }

  @Test
  void bareRefusal_isTriedWithoutAnyLuxury_whichConvictsThem() {
    assertThat(refused(BARE, BOTH)).isTrue();
    assertThat(luxuries.beside(question)).isEmpty();
    assertThat(luxuries.beside(other)).isEqualTo(BOTH);

    luxuries.answered(question, Set.of());

    assertThat(luxuries.beside(other)).isEmpty();
    assertThat(dropped).containsExactlyInAnyOrder(COST, BUDGET);
  }

  @Test
  void bareRefusalWithoutThem_too_clearsThemForAWhile() {
    refused(BARE, BOTH);

    assertThat(refused(BARE, Set.of())).isFalse();
    assertThat(luxuries.beside(question)).isEqualTo(BOTH);
    assertThat(refused(BARE, BOTH)).isFalse();
    assertThat(luxuries.refused(question, BOTH, Refused.with(BARE), NOW + Luxuries.CLEARED_MILLIS))
        .isTrue();
    assertThat(dropped).isEmpty();
  }

  @Test
  void refusalThatNamesSomethingElse_orIsNoneOfTheSchema_leavesThemAlone() {
    assertThat(refused("unknown field \"visits\"", BOTH)).isFalse();
    assertThat(refused("not authorized for that account", BOTH)).isFalse();
    assertThat(refused("unable to execute query, please try again later", BOTH)).isFalse();

    assertThat(luxuries.beside(question)).isEqualTo(BOTH);
  }

  private boolean refused(String message, Set<Luxury> asked) {
    return luxuries.refused(question, asked, Refused.with(message), NOW);
  }
}
