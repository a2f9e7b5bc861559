package io.github.cfexporter.report.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.report.Status;
import io.github.cfexporter.report.Status.State;
import io.github.cfexporter.report.history.Cause.Level;
import io.github.cfexporter.settings.values.RateLimitMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The verdict's level and its first line, as they depend on the state. */
@Tag("unit")
class StatusCausesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final List<Status.Token> GOOD =
      List.of(new Status.Token("1f2e3d4c", "active", Optional.empty()));

  @Test
  void nothing_whenAllIsWell_andWhatIsOffDoesNotCount() {
    assertThat(causes(GOOD, List.of(), List.of(), 0, State.OK, State.OFF)).isEmpty();
  }

  @Test
  void wrongToken_isBroken_andComesFirst() {
    List<Status.Token> rejected =
        List.of(new Status.Token("1f2e3d4c", "rejected", Optional.empty()));

    List<Cause> causes =
        causes(rejected, List.of("Token 1f2e3d4c is rejected."), List.of(), 0, State.FAILING);

    assertThat(causes.get(0).sentence()).isEqualTo("Token 1f2e3d4c is rejected.");
    assertThat(causes.get(0).level()).isEqualTo(Level.BROKEN);
  }

  @Test
  void missingPermission_isDegraded() {
    assertThat(causes(GOOD, List.of("Zone · Analytics · Read is missing"), List.of(), 0, State.OK))
        .extracting(Cause::level)
        .containsExactly(Level.DEGRADED);
  }

  @Test
  void outage_comesBeforeWhatFollowsFromIt_andHalfOfAllFailingIsBroken() {
    List<Cause> causes = causes(
        GOOD,
        List.of(),
        List.of("Nothing comes from Cloudflare since 11:00 UTC: timeout."),
        0,
        State.FAILING,
        State.OK);

    assertThat(causes.get(0).sentence()).startsWith("Nothing comes from Cloudflare");
    assertThat(causes.get(1).level()).isEqualTo(Level.BROKEN);
    assertThat(causes.get(1).sentence())
        .isEqualTo("Collections that are failing: 1 of 2 (kind-0 of acme).");
    assertThat(causes(GOOD, List.of(), List.of(), 0, State.FAILING, State.OK, State.OK))
        .extracting(Cause::level)
        .containsExactly(Level.DEGRADED);
  }

  @Test
  void accountOfANotice_isCalledByItsName() {
    assertThat(causes(
            GOOD,
            List.of(),
            List.of("Analytics of account a1 do not come (account=a1)."),
            0,
            State.OK))
        .extracting(Cause::sentence)
        .containsExactly("Analytics of account acme do not come (account=a1).");
  }

  @Test
  void usedBudget_comesBeforeLateness_whichItCauses() {
    List<Cause> causes = causes(GOOD, List.of(), List.of(), 12, State.LATE, State.OK);

    assertThat(causes.get(0).sentence())
        .startsWith("The budget of graphql is used up (290 of 300 calls in 5 minutes)")
        .contains("waiting: 12");
    assertThat(causes.get(1).sentence()).startsWith("Collections that are late: 1 of 2");
  }

  @Test
  void noAccount_isBroken_butNotInTheFirstMinute() {
    assertThat(StatusCauses.of(empty(Duration.ofMinutes(5))))
        .extracting(Cause::level)
        .containsExactly(Level.BROKEN);
    assertThat(StatusCauses.of(empty(Duration.ofSeconds(5))))
        .extracting(Cause::level)
        .containsExactly(Level.DEGRADED);
  }

  private static Status empty(Duration uptime) {
    return new Status(NOON, "1", uptime, List.of(), List.of(), List.of(), List.of());
  }

  private static List<Cause> causes(
      List<Status.Token> tokens,
      List<String> problems,
      List<String> notices,
      int waiting,
      State... states) {
    List<Status.Kind> kinds = Arrays.stream(states)
        .map(state -> kind("kind-" + Arrays.asList(states).indexOf(state), state))
        .toList();
    return StatusCauses.of(new Status(
        NOON,
        "1",
        Duration.ofHours(1),
        List.of(new Status.Account("a1", "acme", 1, 1, 0, kinds)),
        List.of(new Status.Budget(
            "graphql", RateLimitMode.TOKEN, 300, 290, waiting, List.of(), Duration.ofSeconds(15))),
        List.of(),
        List.of(),
        tokens,
        problems,
        notices,
        List.of()));
  }

  private static Status.Kind kind(String name, State state) {
    return new Status.Kind(
        name,
        state,
        OptionalLong.of(300),
        Optional.of(NOON),
        1,
        1,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        false);
  }
}
