package io.github.cfexporter.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.rest.Account;
import io.github.cfexporter.credentials.TokenState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The list of accounts as nodes share it. */
@Tag("unit")
class ListedTest {
  @Test
  void text_isReadBack() {
    Listed listed = new Listed(
        7,
        false,
        List.of(new Account("a", "A")),
        List.of(new Account("b", "B")),
        Map.of("a", List.of("t1", "t2")),
        List.of(new TokenState(
            "t1", TokenState.Status.EXPIRED, Optional.of(Instant.ofEpochSecond(5)), "a")),
        List.of("a problem"));

    assertThat(Listed.fromText(listed.toText())).isEqualTo(listed);
    assertThat(listed.invalid()).containsExactly("t1");
  }

  @Test
  void textOfAnOlderRelease_isRead() {
    Listed listed = Listed.fromText("{\"at\":7,\"accounts\":[{\"id\":\"a\",\"name\":\"A\"}]}");

    assertThat(listed.accounts()).containsExactly(new Account("a", "A"));
    assertThat(listed.credentials()).containsEntry("a", List.of());
    assertThat(listed.hasSucceeded()).isTrue();
  }
}
