package io.github.cfexporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CompressorTest {
  private final Random random = new Random(29);

  @Test
  void bytesOfAnyKind_comeBack() throws DataFormatException {
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[random.nextInt(1 << random.nextInt(15))];
      int kinds = 1 + random.nextInt(1 << random.nextInt(9));
      for (int i = 0; i < bytes.length; i++) {
        boolean repeats = i > 0 && random.nextInt(100) < 40;
        bytes[i] = repeats ? bytes[random.nextInt(i)] : (byte) random.nextInt(kinds);
      }
      assertThat(inflate(deflate(bytes))).isEqualTo(bytes);
    }
  }

  @Test
  void stretchesSeenBefore_comeBack_howeverLongAndFarAway() throws DataFormatException {
    for (int round = 0; round < 100; round++) {
      byte[] bytes = new byte[200_000];
      random.nextBytes(bytes);
      for (int at = 1_000; at < bytes.length; ) {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(600));
        int distance = Math.min(at, random.nextBoolean() ? 32_760 + random.nextInt(16) : length);
        System.arraycopy(bytes, at - distance, bytes, at, Math.min(length, distance));
        at += length + random.nextInt(20);
      }
      assertThat(inflate(deflate(bytes))).isEqualTo(bytes);
    }
  }

  @Test
  void noBytes_becomeNone() {
    assertThat(deflate(new byte[0])).isEmpty();
  }

  @Test
  void lines_takeLessThanAFifthOfTheirLength() throws DataFormatException {
    byte[] lines = lines(256);

    assertThat(deflate(lines)).hasSizeLessThan(lines.length / 5);
    assertThat(inflate(deflate(lines))).isEqualTo(lines);
  }

  @Test
  void bytesThatDoNotShrink_comeBack_whereTheRoomWasTooSmall() throws DataFormatException {
    for (int length : new int[] {16_300, 16_384, 32_832, 65_728, 1 << 20}) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      assertThat(inflate(deflate(noise))).isEqualTo(noise);
    }
  }

  @Test
  void oneByteAgainAndAgain_takesHardlyAnyRoom() throws DataFormatException {
    byte[] zeros = new byte[1 << 20];

    assertThat(deflate(zeros)).hasSizeLessThan(10_000);
    assertThat(inflate(deflate(zeros))).isEqualTo(zeros);
  }

  @Test
  void neighbours_mayBeJoined() throws DataFormatException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (int i = 0; i < 300; i++) {
      byte[] some = Arrays.copyOf(lines(1 + i % 3), i);
      plain.writeBytes(some);
      joined.writeBytes(deflate(some));
    }

    assertThat(inflate(joined.toByteArray())).isEqualTo(plain.toByteArray());
  }

  private byte[] lines(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines
          .append("cloudflare_zone_requests_status_country_host_total{zone=\"example.com\"")
          .append(",account=\"example\",edge_status=\"200\",country=\"US\",host=\"shop-")
          .append(i % 50)
          .append(".example.com\"} ")
          .append(random.nextInt(100_000))
          .append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] deflate(byte[] bytes) {
    return Compressor.ofThread().deflate(bytes, bytes.length);
  }

  private static byte[] inflate(byte[] deflated) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    inflater.setInput(deflated);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] room = new byte[1 << 16];
    for (int n = inflater.inflate(room); n > 0; n = inflater.inflate(room)) {
      bytes.write(room, 0, n);
    }
    assertThat(inflater.getRemaining()).isZero();
    assertThat(inflater.finished()).isFalse();
    inflater.end();
    return bytes.toByteArray();
  }
}
