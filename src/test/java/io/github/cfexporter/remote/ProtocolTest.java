package io.github.cfexporter.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.rig.WriteMessages;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.Snappy;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent is read by Google's protobuf and by the description of the messages. */
@Tag("unit")
class ProtocolTest {
  private static final List<RemoteSample> SAMPLES = IntStream.range(0, 3_000)
      .mapToObj(i -> new RemoteSample(
          List.of("__name__", "requests_total", "host", "h\u00e9" + i, "zone", "a.example"),
          1_800_000_000_000L + i,
          i / 4.0))
      .toList();

  @Test
  void version1_isReadAsItWasWritten() {
    List<WriteMessages.Sample> read =
        WriteMessages.read(SnappyBlock.of(Protocol.V1.message(SAMPLES)).getBytes());

    assertThat(read).hasSameSizeAs(SAMPLES);
    assertThat(read.get(2_999).labels())
        .isEqualTo(
            Map.of("__name__", "requests_total", "host", "h\u00e92999", "zone", "a.example"));
    assertThat(read.get(2_999).millis()).isEqualTo(1_800_000_002_999L);
    assertThat(read.get(2_999).value()).isEqualTo(749.75);
  }

  @Test
  void version2_isReadAsItWasWritten_andSaysEveryTextOnce() {
    Buffer second = Protocol.V2.message(SAMPLES);

    List<WriteMessages.Sample> read =
        WriteMessages.readVersion2(SnappyBlock.of(second).getBytes());

    assertThat(read)
        .isEqualTo(
            WriteMessages.read(SnappyBlock.of(Protocol.V1.message(SAMPLES)).getBytes()));
    assertThat(second.length()).isLessThan(Protocol.V1.message(SAMPLES).length() * 2 / 3);
  }

  @Test
  void endOfSeries_isPrometheusMarker_bitByBit() {
    RemoteSample end = new RemoteSample(List.of("__name__", "up"), 1, Double.NaN);
    for (List<WriteMessages.Sample> read : List.of(
        WriteMessages.read(SnappyBlock.of(Protocol.V1.message(List.of(end))).getBytes()),
        WriteMessages.readVersion2(
            SnappyBlock.of(Protocol.V2.message(List.of(end))).getBytes()))) {
      assertThat(read.get(0).bits()).isEqualTo(0x7ff0000000000002L);
    }
  }

  /** Netty's encoder alone spoils what repeats over more than 32 KiB. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 60, 32_766, 32_767, 32_768, 65_536, 300_000, 2_000_000})
  void snappy_isReadAsItWasWritten(int length) {
    Random random = new Random(length);
    List<byte[]> words = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      byte[] word = new byte[1 + random.nextInt(80)];
      random.nextBytes(word);
      words.add(word);
    }
    Buffer plain = Buffer.buffer();
    while (plain.length() < length) {
      plain.appendBytes(words.get(random.nextInt(words.size())));
    }
    byte[] bytes = plain.getBytes(0, length);

    Buffer compressed = SnappyBlock.of(Buffer.buffer(bytes));

    ByteBuf out = Unpooled.buffer();
    new Snappy().decode(Unpooled.wrappedBuffer(compressed.getBytes()), out);
    byte[] read = new byte[out.readableBytes()];
    out.readBytes(read);
    assertThat(read).isEqualTo(bytes);
    if (length > 1_000) {
      assertThat(compressed.length()).isLessThan(length * 3 / 4);
    }
  }

  @Test
  void labels_areInOrder_withoutEmptyOnes_andOwnOnesAreStronger() {
    SampleLabels labels = SampleLabels.of("cf_", List.of("job=exporter", "host=elsewhere"));

    assertThat(labels
            .of(
                "requests_total",
                List.of("zone", "account"),
                List.of("z", "a"),
                List.of("host", "B"))
            .of("h\0"))
        .containsExactly(
            "__name__",
            "cf_requests_total",
            "account",
            "a",
            "host",
            "h",
            "job",
            "exporter",
            "zone",
            "z");
  }
}
