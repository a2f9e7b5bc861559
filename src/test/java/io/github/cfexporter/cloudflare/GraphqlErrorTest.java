package io.github.cfexporter.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class GraphqlErrorTest {
  @Test
  void credentials_areMasked() {
    assertThat(GraphqlError.of("bad header 'Authorization: Bearer cfut_abc123', retry")
            .message())
        .isEqualTo("bad header 'Authorization: ***', retry");
    assertThat(GraphqlError.of("token cfut_abc123 is disabled").message())
        .isEqualTo("token *** is disabled");
  }

  @Test
  void lineBreaks_cannotForgeLogLines() {
    assertThat(GraphqlError.of("one\r\n\u001b[31mERROR two").message())
        .isEqualTo("one [31mERROR two");
  }

  @Test
  void length_isBounded() {
    assertThat(GraphqlError.of("x".repeat(10_000)).message()).hasSizeLessThan(600);
  }
}
