package io.github.cfexporter.permits;

import static io.github.cfexporter.settings.values.RateLimitMode.ACCOUNT;
import static io.github.cfexporter.settings.values.RateLimitMode.AUTO;
import static io.github.cfexporter.settings.values.RateLimitMode.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ModeSwitchTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long REFRESH = 60_000;
  private static final long HOUR = ModeSwitch.AVOIDED_MILLIS;

  private final ModeSwitch mode = new ModeSwitch();

  @Test
  void credential_paysAtFirst_unlessAccountsAreConfigured() {
    assertThat(mode.isAccountBased(AUTO, NOW)).isFalse();
    assertThat(mode.isAccountBased(TOKEN, NOW)).isFalse();
    assertThat(mode.isAccountBased(ACCOUNT, NOW)).isTrue();
  }

  @Test
  void longWaitsAtThreeLooksInARow_letTheAccountsPay() {
    assertThat(mode.look(REFRESH + 1, REFRESH, false, NOW)).isFalse();
    assertThat(mode.look(REFRESH + 1, REFRESH, false, NOW + REFRESH)).isFalse();
    assertThat(mode.look(REFRESH + 1, REFRESH, false, NOW + 2 * REFRESH)).isTrue();

    assertThat(mode.isAccountBased(AUTO, NOW + 2 * REFRESH)).isTrue();
    assertThat(mode.isAccountBased(TOKEN, NOW + 2 * REFRESH)).isFalse();
    assertThat(mode.look(REFRESH + 1, REFRESH, false, NOW + 3 * REFRESH)).isFalse();
  }

  /** After a start with many accounts, when the whole budget has gone at once. */
  @Test
  void waitAsLongAsThreeLooks_letsTheAccountsPayAtOnce() {
    assertThat(mode.look(3 * REFRESH, REFRESH, false, NOW)).isFalse();
    assertThat(new ModeSwitch().look(3 * REFRESH + 1, REFRESH, true, NOW)).isFalse();
    assertThat(new ModeSwitch().look(3 * REFRESH + 1, REFRESH, false, NOW)).isTrue();
  }

  @Test
  void refusedHeader_isAvoidedForAnHour_alsoWhereItIsConfigured() {
    starve(NOW);
    mode.accepted();
    mode.refused(NOW);
    starve(NOW);

    assertThat(mode.isProven()).isFalse();
    assertThat(mode.isAccountBased(AUTO, NOW + HOUR - 1)).isFalse();
    assertThat(mode.isAccountBased(ACCOUNT, NOW + HOUR - 1)).isFalse();
    assertThat(mode.isAccountBased(ACCOUNT, NOW + HOUR)).isTrue();
    assertThat(mode.isAccountBased(AUTO, NOW + HOUR)).isFalse();
    starve(NOW + HOUR);
    assertThat(mode.isAccountBased(AUTO, NOW + HOUR)).isTrue();
  }

  /** Accounts pay in mode auto exactly if there were three starved looks in a row, not paused. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomLooks_changeTheModeBySeveralStarvedOnesAlone(long seed) {
    Random random = new Random(seed);
    int inARow = 0;
    boolean expected = false;
    for (int i = 0; i < 200; i++) {
      long wait = random.nextInt(4) == 0 ? 0 : REFRESH + random.nextInt(2);
      boolean paused = random.nextInt(6) == 0;
      inARow = wait > REFRESH && !paused ? inARow + 1 : 0;
      boolean changes = !expected && inARow >= ModeSwitch.LOOKS;
      expected |= changes;

      assertThat(mode.look(wait, REFRESH, paused, NOW + i * REFRESH)).isEqualTo(changes);
      assertThat(mode.isAccountBased(AUTO, NOW + i * REFRESH)).isEqualTo(expected);
    }
    assertThat(expected).isTrue();
  }

  private void starve(long now) {
    for (int i = 0; i < ModeSwitch.LOOKS; i++) {
      mode.look(REFRESH + 1, REFRESH, false, now);
    }
  }
}
