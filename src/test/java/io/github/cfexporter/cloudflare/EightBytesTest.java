package io.github.cfexporter.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EightBytesTest {
  private final Random random = new Random(37);

  @Test
  void plainBytes_endWhereATextMayEnd() {
    byte[] bytes = new byte[Long.BYTES];
    for (int round = 0; round < 100_000; round++) {
      random.nextBytes(bytes);
      if (round % 2 == 0) {
        bytes[random.nextInt(bytes.length)] =
            (byte) "\"\\\0\u001F !#[]\u007F".charAt(round / 2 % 10);
      }
      int plain = 0;
      while (plain < bytes.length && isPlain(bytes[plain])) {
        plain++;
      }
      assertThat(EightBytes.plain(EightBytes.at(bytes, 0))).isEqualTo(plain);
    }
  }

  @Test
  void bytesThatStandSomewhere_standNowhereElse() {
    byte[] bytes = "abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
    for (int length = Long.BYTES; length <= bytes.length; length++) {
      byte[] wanted = java.util.Arrays.copyOf(bytes, length);
      assertThat(EightBytes.stand(bytes, 0, wanted)).isTrue();
      assertThat(EightBytes.stand(bytes, 1, wanted)).isFalse();
      for (int i = 0; i < length; i++) {
        wanted[i]++;
        assertThat(EightBytes.stand(bytes, 0, wanted)).isFalse();
        wanted[i]--;
      }
    }
  }

  @Test
  void bytesBehindTheEnd_areZero() {
    byte[] bytes = "0123456789".getBytes(StandardCharsets.US_ASCII);

    assertThat(EightBytes.at(bytes, 0)).isEqualTo(0x3736353433323130L);
    assertThat(EightBytes.at(bytes, 7)).isEqualTo(0x393837L);
    assertThat(EightBytes.at(bytes, 10)).isZero();
    assertThat(EightBytes.first(EightBytes.at(bytes, 0), 3)).isEqualTo(0x323130L);
    assertThat(EightBytes.first(EightBytes.at(bytes, 0), 0)).isZero();
  }

  /** A table of 512 slots must be about as full as chance makes it: 1 - 1/e of them. */
  @Test
  void hashes_differInTheirLowestBits_whereverTheBytesDiffer() {
    for (int place = 0; place < Long.BYTES - 2; place++) {
      Set<Long> slots = new HashSet<>();
      for (int number = 100; number < 612; number++) {
        byte[] bytes = "________".getBytes(StandardCharsets.US_ASCII);
        byte[] digits = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, bytes, place, digits.length);
        slots.add(EightBytes.hash(0, EightBytes.at(bytes, 0)) & 511);
      }
      assertThat(slots).hasSizeGreaterThan(250);
    }
  }

  private static boolean isPlain(byte b) {
    return b != '"' && b != '\\' && (b < 0 || b >= ' ');
  }
}
