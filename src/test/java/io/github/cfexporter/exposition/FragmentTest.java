package io.github.cfexporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class FragmentTest {
  private static final List<String> ZONE = List.of("zone");

  @Test
  void lines_keepTheOrderWritten() {
    Fragment fragment = new FragmentWriter()
        .family("b_total")
        .sample(List.of("zone", "host"), List.of("z", "y"), 2L)
        .sample(List.of("zone", "host"), List.of("a", "b"), 1L)
        .family("a")
        .sample(List.of(), List.of(), 0.25)
        .finish();

    assertThat(lines(fragment)).isEqualTo("""
        b_total{zone="z",host="y"} 2
        b_total{zone="a",host="b"} 1
        a 0.25
        """);
    assertThat(fragment.series()).isEqualTo(3);
    assertThat(fragment.plainLength()).isEqualTo(lines(fragment).length());
  }

  @Test
  void familyWithoutSamples_leavesNoTrace() {
    assertThat(new FragmentWriter().family("a").family("b").finish()).isSameAs(Fragment.EMPTY);
  }

  @Test
  void labelValues_areEscaped() {
    assertThat(value("back\\slash \"quote\"\nline"))
        .isEqualTo("back\\\\slash \\\"quote\\\"\\nline");
    assertThat(value("Zürich 🚀\t{},=#")).isEqualTo("Zürich 🚀\t{},=#");
    assertThat(value("half\uD83D pair\uDE80")).isEqualTo("half\uFFFD pair\uFFFD");
    assertThat(value("nul\u0000")).isEqualTo("nul\uFFFD");
  }

  @Test
  void numbers_areAsShortAsTheyCanBe() {
    assertThat(number(0)).isEqualTo("0");
    assertThat(number(3)).isEqualTo("3");
    assertThat(number(-1700000000)).isEqualTo("-1700000000");
    assertThat(number(0.1)).isEqualTo("0.1");
    assertThat(number(1e300)).isEqualTo("1E300");
    assertThat(number(Double.NaN)).isEqualTo("NaN");
    assertThat(number(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    assertThat(number(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
    assertThat(lines(write().sample(ZONE, List.of("z"), Long.MAX_VALUE).finish()))
        .endsWith(" 9223372036854775807\n");
  }

  @Test
  void everyNumber_readsBackTheSame() {
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertThat(Double.parseDouble(number(number))).isEqualTo(number);
      }
    }
  }

  @Test
  void whatWouldSpoilTheScrape_isRefused() {
    FragmentWriter writer = write().sample(ZONE, List.of("z"), 1L);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.sample(ZONE, List.of("z"), 2L))
        .withMessage("series written twice: m_total{zone=\"z\"}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.sample(List.of("host"), List.of("z"), 2L));
    assertThatIllegalArgumentException().isThrownBy(() -> writer.sample(ZONE, List.of(), 2L));
    assertThatIllegalArgumentException().isThrownBy(() -> writer.family("m_total"));
    assertThatIllegalArgumentException().isThrownBy(() -> writer.family("2m"));
    assertThatIllegalArgumentException().isThrownBy(() -> writer.family("a b"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> write().sample(List.of("a:b"), List.of(""), 1L));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> write().sample(List.of("a", "a"), List.of("x", "y"), 1L));
    assertThatIllegalStateException()
        .isThrownBy(() -> new FragmentWriter().sample(ZONE, List.of("z"), 1L));
  }

  @Test
  void bytes_restoreTheFragment_andAreCompact() {
    FragmentWriter writer = new FragmentWriter().family("cloudflare_zone_requests_total");
    for (int i = 0; i < 5_000; i++) {
      writer.sample(List.of("zone", "host"), List.of("example.org", "host" + i), i * 17L);
    }
    Fragment fragment = writer.family("other").sample(ZONE, List.of("z"), 0.5).finish();

    byte[] bytes = fragment.toBytes();
    Fragment restored = Fragment.fromBytes(bytes);

    assertThat(lines(restored)).isEqualTo(lines(fragment));
    assertThat(restored.series()).isEqualTo(5_001);
    assertThat(restored.toBytes()).isEqualTo(bytes);
    assertThat((long) bytes.length).isLessThan(fragment.plainLength() / 8);
    assertThat(Fragment.fromBytes(Fragment.EMPTY.toBytes()).series()).isZero();
  }

  @Test
  void damagedBytes_areRefused() {
    byte[] bytes = write().sample(ZONE, List.of("a zone"), 12345L).finish().toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatIllegalArgumentException().isThrownBy(() -> Fragment.fromBytes(cut));
    }
    byte[] future = bytes.clone();
    future[0] = 99;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fragment.fromBytes(future))
        .withMessage("unknown version of a fragment: 99");
    byte[] flipped = bytes.clone();
    flipped[bytes.length - 12] ^= 0x10;
    assertThatIllegalArgumentException().isThrownBy(() -> Fragment.fromBytes(flipped));
  }

  private static FragmentWriter write() {
    return new FragmentWriter().family("m_total");
  }

  private static String value(String labelValue) {
    String line = lines(write().sample(ZONE, List.of(labelValue), 1L).finish());
    return line.substring("m_total{zone=\"".length(), line.length() - "\"} 1\n".length());
  }

  private static String number(double number) {
    String line = lines(write().sample(List.of(), List.of(), number).finish());
    return line.substring("m_total ".length()).strip();
  }

  private static String lines(Fragment fragment) {
    ByteBuffer lines = ByteBuffer.allocate((int) fragment.plainLength());
    fragment
        .sections()
        .forEach(
            section -> section.chunks().forEach(chunk -> chunk.writeTo(lines, Encoding.IDENTITY)));
    return new String(lines.array(), StandardCharsets.UTF_8);
  }
}
