package io.github.cfexporter.permits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.Refused;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class HeaderRefusalTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate limiter budget depleted, try again after 5 minutes | true | true",
        "lists of zones are not supported with account-based rate limiting | true | true",
        "error parsing args | true | false",
        "what is this | true | false",
        "Account 0123 has exceeded its rate limit. Please try again after 5 minutes. | false | false",
        "Please wait and consider throttling your request speed | false | false",
        "unknown field x | false | false",
        "not authorized for that account | false | false",
        "unable to execute query, please try again later | false | false"
      })
  void refusal_isOfTheHeader(String message, boolean unproven, boolean proven) {
    assertThat(HeaderRefusal.isIn(Refused.with(message), false)).isEqualTo(unproven);
    assertThat(HeaderRefusal.isIn(Refused.with(message), true)).isEqualTo(proven);
  }
}
