package io.github.cfexporter.counting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.counting.Horizon.Choice;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class HorizonTest {
  private static final long NO_CAP = Long.MAX_VALUE / 4;
  private static final long DAY = 86_400;

  @Test
  void step_isTheSmallestMultipleOfTheGranularity() {
    assertThat(Horizon.step(1, 5)).isEqualTo(5);
    assertThat(Horizon.step(60, 5)).isEqualTo(60);
    assertThat(Horizon.step(60, 60)).isEqualTo(60);
    assertThat(Horizon.step(60, 61)).isEqualTo(120);
  }

  @Test
  void window_endsAtTheDelayRoundedDown() {
    assertThat(at(1000).next(600, NO_CAP)).contains(new Choice(new Window(600, 660), 0));
  }

  @Test
  void patience_widensWhatIsWaitedFor_withinWhatCanBeFetched() {
    Horizon horizon = new Horizon(100_000, 300, 60, 60, DAY, 7 * DAY, DAY);

    assertThat(horizon.patience(900)).isEqualTo(900);
    assertThat(horizon.isDue(99_660 - 900, 900)).isTrue();
    assertThat(horizon.isDue(99_660 - 899, 900)).isFalse();
    assertThat(horizon.isDue(99_600, 0)).isTrue();
    assertThat(horizon.patience(90 * DAY)).as("half of what is made up for").isEqualTo(DAY / 2);
    assertThat(new Horizon(100_000, 300, 60, 60, 600, 7 * DAY, DAY).patience(900))
        .as("one window of Cloudflare's")
        .isEqualTo(600);
    assertThat(new Horizon(100_000, 300, 60, 60, DAY, DAY, 0).patience(900))
        .as("nothing is made up for")
        .isEqualTo(30);
  }

  /** Whatever is waited for is still there when it is asked for. */
  @Test
  void idleSource_losesNothing_whateverTheLimits() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long served = 120L + random.nextInt(200_000);
      long backfill = random.nextInt(200_000);
      Horizon horizon = new Horizon(
          1_000_000, random.nextInt(60), 60, 60, 60L + random.nextInt(100_000), served, backfill);
      long watermark =
          horizon.end() - Math.max(60, horizon.patience(random.nextInt(300_000)) / 60 * 60);

      assertThat(horizon.next(watermark, NO_CAP).orElseThrow().lostSeconds()).isZero();
    }
  }

  @Test
  void nothingIsDue_beforeAWholeStepHasPassed() {
    assertThat(at(1019).next(660, NO_CAP)).isEmpty();
    assertThat(at(1020).next(660, NO_CAP)).contains(new Choice(new Window(660, 720), 0));
  }

  @Test
  void lateFetch_takesAllThatHasPassedInOneWindow() {
    assertThat(at(10_000).next(600, NO_CAP)).contains(new Choice(new Window(600, 9660), 0));
  }

  @Test
  void window_isNoWiderThanCloudflareAnswers() {
    Horizon horizon = new Horizon(100_000, 300, 60, 60, 3600, 7 * DAY, DAY);

    assertThat(horizon.next(60_000, NO_CAP)).contains(new Choice(new Window(60_000, 63_600), 0));
    assertThat(horizon.next(60_000, 100)).contains(new Choice(new Window(60_000, 60_060), 0));
  }

  @Test
  void timeThatIsNoLongerServed_isGivenUpAndTold() {
    Horizon horizon = new Horizon(100_000, 300, 60, 60, DAY, 7200, DAY);

    Choice choice = horizon.next(60_000, NO_CAP).orElseThrow();

    assertThat(choice.window().from()).isGreaterThanOrEqualTo(100_000 - 7200);
    assertThat(choice.lostSeconds()).isEqualTo(choice.window().from() - 60_000);
  }

  @Test
  void timeBeyondTheBackfill_isGivenUp() {
    Horizon horizon = new Horizon(100_000, 300, 60, 60, DAY, DAY, 600);

    Choice choice = horizon.next(60_000, NO_CAP).orElseThrow();

    assertThat(choice.window()).isEqualTo(new Window(99_060, 99_660));
    assertThat(choice.lostSeconds()).isEqualTo(39_060);
  }

  @Test
  void backfillOfZero_stillFetchesTheNewestStep() {
    Horizon horizon = new Horizon(100_000, 300, 60, 60, DAY, DAY, 0);

    assertThat(horizon.next(99_600, NO_CAP)).contains(new Choice(new Window(99_600, 99_660), 0));
    assertThat(horizon.next(99_000, NO_CAP)).contains(new Choice(new Window(99_600, 99_660), 600));
  }

  @Test
  void windowsOfAnyClock_areContiguousAndAligned() {
    Random random = new Random(11);
    long watermark = at(1_000_000).start();
    long now = 1_000_000;
    for (int i = 0; i < 5_000; i++) {
      now += random.nextInt(50) == 0 ? random.nextInt(5_000) : random.nextInt(130);
      Optional<Choice> choice = at(now).next(watermark, 1 + random.nextInt(10_000));
      if (choice.isPresent()) {
        Window window = choice.get().window();
        assertThat(window.from()).isEqualTo(watermark);
        assertThat(window.to() % 60).isZero();
        assertThat(window.to()).isLessThanOrEqualTo(now - 300);
        watermark = window.to();
      }
    }
    assertThat(watermark).isGreaterThan(1_000_000);
  }

  private static Horizon at(long now) {
    return new Horizon(now, 300, 60, 60, DAY, 7 * DAY, DAY);
  }
}
