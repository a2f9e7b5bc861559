package io.github.cfexporter.report.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CallForecastTest {
  private static final CallForecast.Limits USUAL = new CallForecast.Limits(
      50, 300, Duration.ofSeconds(60), Duration.ofSeconds(300), Duration.ofSeconds(60));

  @Test
  void fewZones_areAsFreshAsTheSettingsAllow() {
    CallForecast forecast = CallForecast.of(List.of(160, 3), USUAL);

    assertThat(forecast.callsPerMinute()).isEqualTo(5);
    assertThat(forecast.fits()).isTrue();
    assertThat(forecast.sentence())
        .isEqualTo("5 GraphQL calls a minute of 60; data is 300 s to 420 s old");
  }

  @Test
  void moreThanTheBudget_makesDataOlder_byTheTimeOfARound() {
    CallForecast forecast = CallForecast.of(Collections.nCopies(100, 160), USUAL);

    assertThat(forecast.callsPerMinute()).isEqualTo(400);
    assertThat(forecast.fits()).isFalse();
    assertThat(forecast.oldest()).isEqualTo(Duration.ofSeconds(300 + 60 + 400));
    assertThat(forecast.sentence()).contains("windows get wider");
  }

  @Test
  void rareRefresh_costsFewerCalls() {
    CallForecast.Limits slow = new CallForecast.Limits(
        50, 300, Duration.ofSeconds(300), Duration.ofSeconds(300), Duration.ofSeconds(60));

    CallForecast forecast = CallForecast.of(Collections.nCopies(100, 160), slow);

    assertThat(forecast.callsPerMinute()).isEqualTo(80);
    assertThat(forecast.oldest()).isEqualTo(Duration.ofSeconds(300 + 60 + 400));
  }

  @Test
  void nothingEnabled_costsNothing() {
    CallForecast forecast = CallForecast.of(List.of(0, 0), USUAL);

    assertThat(forecast.callsPerMinute()).isZero();
    assertThat(forecast.oldest()).isEqualTo(Duration.ofMinutes(7));
  }
}
