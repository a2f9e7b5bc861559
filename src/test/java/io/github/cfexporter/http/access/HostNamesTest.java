package io.github.cfexporter.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names are ours; cases.md 42. */
@Tag("unit")
class HostNamesTest {
  private final HostNames names = new HostNames(List.of("Exporter.example", "box"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "LOCALHOST:8787",
        "a.localhost",
        "127.0.0.1",
        "10.1.2.3:80",
        "[::1]",
        "[2001:db8::1]:8787",
        "exporter.example",
        "exporter.EXAMPLE.:443",
        "box:1"
      })
  void ours(String host) {
    assertThat(names.areIn(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "exporter.example.evil",
        "evil-localhost",
        "localhost.evil",
        "127.0.0.1.evil",
        "127.1",
        "0x7f000001",
        "2130706433",
        "256.1.1.1",
        "::1",
        "[::1].evil",
        "[evil]",
        "a box",
        "evil@localhost",
        "localhost:80:80",
        "*"
      })
  void notOurs(String host) {
    assertThat(names.areIn(host)).isFalse();
  }

  @Test
  void star_isAnyName() {
    assertThat(new HostNames(List.of("*")).areIn("evil.example")).isTrue();
  }
}
