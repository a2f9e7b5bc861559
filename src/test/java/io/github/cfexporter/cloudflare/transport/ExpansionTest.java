package io.github.cfexporter.cloudflare.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** cases.md 13: what is compressed takes no more memory than what is not. */
@Tag("unit")
class ExpansionTest {
  private static final int LARGEST = 16 << 20;
  private static final int CAPACITY = 300_000;

  private final AnswerMemory memory = new AnswerMemory(CAPACITY, 10);

  @Test
  void expansion_stopsWhereMemoryIsShort_andGoesOn() throws IOException {
    byte[] text = new byte[1_000_000];
    Arrays.fill(text, (byte) 'x');
    AnswerMemory.Lease first = memory.lease();
    first.take(1);
    try (AnswerMemory.Lease lease = memory.lease();
        Expansion expansion = new Expansion(compressed(text), lease, LARGEST)) {
      assertThat(expansion.goOn()).isFalse();
      assertThat(expansion.bytes().length()).isBetween(CAPACITY, CAPACITY + (64 << 10));
      first.close();
      assertThat(expansion.goOn()).isTrue();
      assertThat(ByteBufUtil.getBytes(expansion.bytes().whole())).isEqualTo(text);
    }
  }

  /** Whoever asks again while it is still short gets on by a piece, so that nobody starves. */
  @Test
  void eachStep_getsOn() throws IOException {
    try (AnswerMemory.Lease first = memory.lease()) {
      first.take(CAPACITY);
      AnswerMemory.Lease lease = memory.lease();
      lease.take(2 * CAPACITY);
      try (Expansion expansion = new Expansion(compressed(new byte[1_000_000]), lease, LARGEST)) {
        expansion.goOn();
        int before = expansion.bytes().length();
        expansion.goOn();
        assertThat(expansion.bytes().length()).isGreaterThan(before);
        expansion.bytes().free();
      }
    }
  }

  @Test
  void both_countForTheBound() throws IOException {
    byte[] random = new byte[100_000];
    new Random(1).nextBytes(random);
    try (AnswerMemory.Lease lease = memory.lease();
        Expansion expansion = new Expansion(compressed(random), lease, 150_000)) {
      assertThatThrownBy(expansion::goOn)
          .isInstanceOf(CloudflareException.class)
          .hasMessageContaining("larger than the 150000 bytes");
      expansion.bytes().free();
    }
  }

  private static ReceivedBytes compressed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    ReceivedBytes compressed = new ReceivedBytes();
    compressed.add(Unpooled.wrappedBuffer(out.toByteArray()));
    return compressed;
  }
}
