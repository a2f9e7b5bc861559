package io.github.cfexporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class Crc32Test {
  @Test
  void combined_equalsTheChecksumOfTheWhole() {
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      byte[] whole = new byte[random.nextInt(1 << random.nextInt(17))];
      random.nextBytes(whole);
      int cut = random.nextInt(whole.length + 1);

      int first = Crc32.of(Arrays.copyOf(whole, cut));
      int second = Crc32.of(Arrays.copyOfRange(whole, cut, whole.length));

      assertThat(Crc32.combine(first, second, Crc32.shift(whole.length - cut)))
          .isEqualTo(Crc32.of(whole));
    }
  }

  @Test
  void emptyPieces_changeNothing() {
    assertThat(Crc32.combine(0, 0, Crc32.shift(0))).isZero();
    assertThat(Crc32.combine(0x1234, 0, Crc32.shift(0))).isEqualTo(0x1234);
    assertThat(Crc32.combine(0, 0x1234, Crc32.shift(99))).isEqualTo(0x1234);
  }

  @Test
  void secondPieceBeyondFourGigabytes_isCombinedRight() {
    byte[] zeros = new byte[1 << 20];
    CRC32 crc = new CRC32();
    crc.update(7);
    int first = (int) crc.getValue();
    CRC32 rest = new CRC32();
    for (int i = 0; i < 5 * 1024; i++) {
      crc.update(zeros);
      rest.update(zeros);
    }

    assertThat(Crc32.combine(first, (int) rest.getValue(), Crc32.shift(5L << 30)))
        .isEqualTo((int) crc.getValue());
  }
}
