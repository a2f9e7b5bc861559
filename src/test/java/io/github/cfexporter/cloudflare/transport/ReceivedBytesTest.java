package io.github.cfexporter.cloudflare.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.IllegalReferenceCountException;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** cases.md 13. */
@Tag("unit")
class ReceivedBytesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16 << 10, 262_144, 262_145, 1_000_000, 3_000_001})
  void bytes_areThoseThatCame_andGoneWhenTheyWereMany(int length) throws IOException {
    byte[] bytes = new byte[length];
    Random random = new Random(length);
    random.nextBytes(bytes);
    ReceivedBytes received = new ReceivedBytes();
    for (int at = 0; at < length; ) {
      int some = Math.min(length - at, 1 + random.nextInt(100_000));
      received.add(Unpooled.wrappedBuffer(bytes, at, some));
      at += some;
    }

    assertThat(received.length()).isEqualTo(length);
    assertThat(received.stream().readAllBytes()).isEqualTo(bytes);
    ByteBuf whole = received.whole();
    assertThat(ByteBufUtil.getBytes(whole)).isEqualTo(bytes);
    assertThat(whole.hasArray()).isEqualTo(length <= 262_144);
    received.free();
    received.free();
    received.add(Unpooled.wrappedBuffer(new byte[1]));
    if (length > 262_144) {
      assertThatThrownBy(() -> whole.getByte(0)).isInstanceOf(IllegalReferenceCountException.class);
    }
  }
}
