package io.github.cfexporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DigitsTest {
  @Test
  void digits_areThoseOfJava() {
    Random random = new Random(41);
    LongStream.concat(
            LongStream.of(0, 9, 10, 99, 100, 999, 1_000, Long.MAX_VALUE, Long.MIN_VALUE, -1),
            random.longs(10_000).map(number -> number >> random.nextInt(64)))
        .forEach(number -> {
          byte[] out = new byte[30];
          int end = Digits.write(out, 3, number);
          assertThat(new String(out, 3, end - 3, StandardCharsets.US_ASCII))
              .isEqualTo(Long.toString(number));
        });
  }

  @Test
  void powersOfTen_haveAllTheirDigits() {
    for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
      assertThat(Digits.write(new byte[30], 0, power))
          .isEqualTo(Long.toString(power).length());
      assertThat(Digits.write(new byte[30], 0, power - 1))
          .isEqualTo(Long.toString(power - 1).length());
    }
  }
}
