package io.github.cfexporter.report.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.report.history.Cause.Level;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CauseHistoryTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final CauseHistory history = new CauseHistory();

  @Test
  void cause_hasLastedSinceItWasFirstSeen_whateverItsNumbers() {
    history.take(List.of(late(3)), NOON);
    history.take(List.of(late(5)), NOON.plusSeconds(10));

    assertThat(history.standing(List.of(late(9)), NOON.plusSeconds(20)))
        .containsExactly(new StandingCause(late(9), NOON));
    assertThat(history.events())
        .containsExactly(new Event(NOON, "began", "degraded", "Collections that are late: 3."));
  }

  @Test
  void newCause_beginsNow() {
    assertThat(history.standing(List.of(late(1)), NOON))
        .containsExactly(new StandingCause(late(1), NOON));
  }

  @Test
  void causeThatIsGone_ends_withHowLongItLasted() {
    history.take(List.of(late(3)), NOON);
    history.take(List.of(late(3)), NOON.plusSeconds(600));
    history.take(List.of(), NOON.plusSeconds(700));

    assertThat(history.events().get(0))
        .isEqualTo(new Event(
            NOON.plusSeconds(700),
            "ended",
            "degraded",
            "Over after 10 min: Collections that are late: 3."));
    assertThat(history.standing(List.of(late(3)), NOON.plusSeconds(710)))
        .containsExactly(new StandingCause(late(3), NOON.plusSeconds(710)));
  }

  @Test
  void causeThatIsGoneForAMoment_hasLasted() {
    history.take(List.of(late(3)), NOON);
    history.take(List.of(), NOON.plusSeconds(10));
    history.take(List.of(late(3)), NOON.plusSeconds(20));

    assertThat(history.standing(List.of(late(3)), NOON.plusSeconds(20)).get(0).since())
        .isEqualTo(NOON);
    assertThat(history.events()).hasSize(1);
  }

  @Test
  void events_areBounded_theNewestFirst() {
    for (int i = 0; i < 1_000; i++) {
      history.add(new Event(NOON.plusSeconds(i), "note", "", "event " + i));
    }

    assertThat(history.events()).hasSize(200);
    assertThat(history.events().get(0).sentence()).isEqualTo("event 999");
  }

  private static Cause late(int collections) {
    return Cause.of(Level.DEGRADED, "late", "Collections that are late: " + collections + ".");
  }
}
