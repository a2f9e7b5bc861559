package io.github.cfexporter.gateway;

import static io.github.cfexporter.cloudflare.graphql.Wording.Undocumented.BUDGET;
import static io.github.cfexporter.cloudflare.graphql.Wording.Undocumented.COST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.Refused;
import io.github.cfexporter.cloudflare.graphql.Wording.Undocumented;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class UndocumentedFieldsTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final Set<Undocumented> BOTH = Set.of(COST, BUDGET);
  private static final String BARE = "query contains error, please review it and retry";

  private final List<Undocumented> dropped = new ArrayList<>();
  private final UndocumentedFields undocumented = new UndocumentedFields(dropped::add);
  private final List<Object> question = List.of(new Object());
  private final List<Object> other = List.of(new Object());

  @Test
  void namedField_isDroppedForGood_once() {
    assertThat(refused("unknown field \"cost\"", BOTH)).isTrue();
    assertThat(undocumented.beside(question)).containsExactly(BUDGET);
    assertThat(undocumented.refused(
            other, BOTH, Refused.with("Cannot query field \"cost\" on type \"Query\""), NOW))
        .as("sent before it was dropped")
        .isTrue();

    assertThat(dropped).containsExactly(COST);
  }

  @Test
  void fieldThatMayNotBeRead_isDropped() {
    assertThat(undocumented.refused(
            question,
            BOTH,
            Refused.with("does not have access to the path", "authz", List.of("viewer", "budget")),
            NOW))
        .isTrue();

    assertThat(dropped).containsExactly(BUDGET);
  }

  @Test
  void faultBesideData_dropsTheField() {
    undocumented.faulted(Refused.with("not now", "authz", List.of("cost")).faults());

    assertThat(dropped).containsExactly(COST);
  }

  @Test
  void bareRefusal_isTriedWithoutUndocumentedFields_whichConvictsThem() {
    assertThat(refused(BARE, BOTH)).isTrue();
    assertThat(undocumented.beside(question)).isEmpty();
    assertThat(undocumented.beside(other)).isEqualTo(BOTH);

    undocumented.answered(question, Set.of());

    assertThat(undocumented.beside(other)).isEmpty();
    assertThat(dropped).containsExactlyInAnyOrder(COST, BUDGET);
  }

  @Test
  void bareRefusalWithoutThem_too_clearsThemForAWhile() {
    refused(BARE, BOTH);

    assertThat(refused(BARE, Set.of())).isFalse();
    assertThat(undocumented.beside(question)).isEqualTo(BOTH);
    assertThat(refused(BARE, BOTH)).isFalse();
    assertThat(undocumented.refused(
            question, BOTH, Refused.with(BARE), NOW + UndocumentedFields.CLEARED_MILLIS))
        .isTrue();
    assertThat(dropped).isEmpty();
  }

  @Test
  void refusalThatNamesSomethingElse_orIsNoneOfTheSchema_leavesThemAlone() {
    assertThat(refused("unknown field \"visits\"", BOTH)).isFalse();
    assertThat(refused("not authorized for that account", BOTH)).isFalse();
    assertThat(refused("unable to execute query, please try again later", BOTH)).isFalse();

    assertThat(undocumented.beside(question)).isEqualTo(BOTH);
  }

  private boolean refused(String message, Set<Undocumented> asked) {
    return undocumented.refused(question, asked, Refused.with(message), NOW);
  }
}
