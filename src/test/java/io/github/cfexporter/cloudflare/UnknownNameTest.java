package io.github.cfexporter.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class UnknownNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "unknown field \"cost\"                                          | cost   | ",
        "Unknown field cost                                              | cost   | ",
        "unknown field 'visits' on type 'ZoneHttpRequestsAdaptiveGroupsSum' | visits | ZoneHttpRequestsAdaptiveGroupsSum",
        "unknown arg \"status_geq\"                                      | status_geq | ",
        "Cannot query field \"budget\" on type \"viewer\".               | budget | viewer",
        "Field 'x' in type 'zone' is undefined                           | x      | zone",
        "type zone has no field x                                        | x      | zone",
        "no such field \"x\"                                             | x      | ",
        "field `x` does not exist                                        | x      | "
      })
  void names_areReadFromEveryWording(String message, String name, String type) {
    assertThat(UnknownName.in(message)).contains(new UnknownName(name, type == null ? "" : type));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query contains error, please review it and retry",
        "zone 'abc' does not have access to the field 'botscore'",
        "scalar fields must have no selections"
      })
  void otherWords_nameNothing(String message) {
    assertThat(UnknownName.in(message)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown field \"x\"",
        "Cannot query field \"x\" on type \"y\"",
        "type y has no field x"
      })
  void wordings_areRefusalsOfTheSchema(String message) {
    GraphqlError error = GraphqlError.of(message);

    assertThat(Refusals.of(error, 200, Replies.ok("{}").rate())).isEqualTo(new Refusal.Schema());
  }
}
