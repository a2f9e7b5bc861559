package io.github.cfexporter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ConditionsTest {
  @Test
  void item_isUnmatched_onlyWhenNoAccountHasIt() {
    Conditions conditions = strangers(Map.of(
        "acc1", Set.of("cfZones=b", "cfZones=typo"), "acc2", Set.of("cfZones=a", "cfZones=typo")));

    assertThat(conditions.unmatched(List.of("acc1", "acc2"))).containsExactly("cfZones=typo");
    assertThat(conditions.sentences(List.of("acc1", "acc2")))
        .containsExactly("cfZones=typo selects nothing: no zone of the accounts that are collected"
            + " has that id or name.");
  }

  @Test
  void zones_areNotJudged_beforeThoseOfAllAccountsAreKnown() {
    Conditions conditions = strangers(Map.of("acc1", Set.of("cfZones=a")));

    assertThat(conditions.unmatched(List.of("acc1", "acc2"))).isEmpty();
    assertThat(conditions.unmatched(List.of())).isEmpty();
  }

  @Test
  void accounts_areJudgedByTheirListAlone() {
    Conditions conditions = strangers(Map.of(Conditions.ALL_ACCOUNTS, Set.of("cfAccounts=typo")));

    assertThat(conditions.unmatched(List.of())).containsExactly("cfAccounts=typo");
    assertThat(conditions.sentences(List.of()))
        .containsExactly("cfAccounts=typo selects nothing: no account that the token may see has"
            + " that id or name.");
  }

  @Test
  void nodesTogether_tellEveryNotice_andTheClockThatIsFarthestOff() {
    Conditions one = new Conditions(List.of("a", "b"), Map.of(), OptionalLong.of(3_000));
    Conditions two = new Conditions(List.of("b"), Map.of(), OptionalLong.of(-4_000));

    Conditions both = Conditions.together(List.of(one, two, Conditions.NONE));

    assertThat(both.notices()).containsExactly("a", "b");
    assertThat(both.skewMillis()).hasValue(-4_000);
  }

  @Test
  void database_isUp_whenItIsForEveryNode() {
    assertThat(Conditions.together(List.of(Conditions.NONE)).databaseUp()).isEmpty();
    assertThat(Conditions.together(List.of(database(true), Conditions.NONE)).databaseUp())
        .contains(true);
    assertThat(Conditions.together(List.of(database(true), database(false))).databaseUp())
        .contains(false);
  }

  @Test
  void cluster_isAsLargeAndAsSafe_asTheNodeSeesThatSeesLeast() {
    assertThat(Conditions.together(List.of(Conditions.NONE)).cluster()).isEmpty();
    assertThat(Conditions.together(List.of(cluster(3, true), cluster(3, true))).cluster())
        .contains(new ClusterState(3, true));
    assertThat(Conditions.together(List.of(cluster(3, true), cluster(2, false))).cluster())
        .contains(new ClusterState(2, false));
  }

  private static Conditions cluster(int nodes, boolean safe) {
    return new Conditions(
        List.of(),
        Map.of(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.of(new ClusterState(nodes, safe)));
  }

  private static Conditions database(boolean up) {
    return new Conditions(
        List.of(), Map.of(), OptionalLong.empty(), Optional.of(up), Optional.empty());
  }

  private static Conditions strangers(Map<String, Set<String>> strangers) {
    return new Conditions(List.of(), strangers, OptionalLong.empty());
  }
}
