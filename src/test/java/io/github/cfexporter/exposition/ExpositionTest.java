package io.github.cfexporter.exposition;

import static io.github.cfexporter.exposition.Encoding.GZIP;
import static io.github.cfexporter.exposition.Encoding.IDENTITY;
import static io.github.cfexporter.exposition.Format.OPENMETRICS;
import static io.github.cfexporter.exposition.Format.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ExpositionTest {
  private static final List<String> LABELS = List.of("zone");
  private static final List<Family> ORDER = List.of(
      new Family("requests_total", MetricType.COUNTER, "Say \"hi\" to \\ and\nmore.", LABELS),
      new Family("silent_total", MetricType.COUNTER, "Nobody has samples of it.", LABELS),
      new Family("ratio", MetricType.GAUGE, "A ratio.", LABELS));
  private static final List<Fragment> FRAGMENTS = List.of(
      new FragmentWriter()
          .family("ratio")
          .sample(LABELS, List.of("a"), 0.5)
          .family("requests_total")
          .sample(LABELS, List.of("a"), 1L)
          .finish(),
      Fragment.EMPTY,
      new FragmentWriter()
          .family("requests_total")
          .sample(LABELS, List.of("b"), 2L)
          .family("denied_total")
          .sample(LABELS, List.of("b"), 3L)
          .finish());
  private static final byte[] NOTHING = {};

  private final Exposition exposition = new Exposition();

  @Test
  void text_hasFamiliesInOrder_eachUnderOneHeader() {
    assertThat(Answers.text(assemble(TEXT, IDENTITY, NOTHING))).isEqualTo("""
        # HELP requests_total Say "hi" to \\\\ and\\nmore.
        # TYPE requests_total counter
        requests_total{zone="a"} 1
        requests_total{zone="b"} 2
        # HELP ratio A ratio.
        # TYPE ratio gauge
        ratio{zone="a"} 0.5
        """);
  }

  @Test
  void openMetrics_namesCountersWithoutTotal_andEnds() {
    assertThat(Answers.text(assemble(OPENMETRICS, IDENTITY, NOTHING))).isEqualTo("""
        # TYPE requests counter
        # HELP requests Say \\"hi\\" to \\\\ and\\nmore.
        requests_total{zone="a"} 1
        requests_total{zone="b"} 2
        # TYPE ratio gauge
        # HELP ratio A ratio.
        ratio{zone="a"} 0.5
        # EOF
        """);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void gzip_unpacksToTheIdentity(Format format) {
    byte[] appendix = "own 1\n".repeat(10_000).getBytes(UTF_8);
    Answer zipped = assemble(format, GZIP, appendix);

    assertThat(Answers.text(zipped))
        .isEqualTo(Answers.text(assemble(format, IDENTITY, appendix)))
        .contains("own 1\nown 1\n");
    assertThat(zipped.length()).isEqualTo(Answers.bytes(zipped).length);
    assertThat(zipped.length()).isLessThan(5_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"own 1\n# EOF\n", "own 1\n# EOF", "own 1\n", "own 1"})
  void appendix_leavesExactlyOneEof(String appendix) {
    assertThat(Answers.text(assemble(OPENMETRICS, GZIP, appendix.getBytes(UTF_8))))
        .endsWith("ratio{zone=\"a\"} 0.5\nown 1\n# EOF\n")
        .containsOnlyOnce("# EOF");
  }

  @Test
  void nothingAtAll_isStillAValidAnswer() {
    Answer text = exposition.assemble(List.of(), List.of(), TEXT, GZIP, NOTHING);
    Answer openMetrics = exposition.assemble(List.of(), List.of(), OPENMETRICS, GZIP, NOTHING);

    assertThat(Answers.text(text)).isEmpty();
    assertThat(Answers.text(openMetrics)).isEqualTo("# EOF\n");
  }

  @Test
  void changedFragment_leavesTheBlocksOfOthersEqual() {
    Fragment quiet = large("quiet");
    Answer before =
        exposition.assemble(ORDER, List.of(quiet, large("busy")), TEXT, IDENTITY, NOTHING);
    Answer after =
        exposition.assemble(ORDER, List.of(quiet, large("busier")), TEXT, IDENTITY, NOTHING);

    assertThat(before.blocks()).hasSizeGreaterThan(1).doesNotHaveDuplicates();
    assertThat(after.blocks().get(0)).isEqualTo(before.blocks().get(0));
    assertThat(after.blocks()).doesNotContain(before.blocks().get(1));
  }

  @Test
  void counterWithoutTotal_hasNoTypeInOpenMetrics() {
    List<Family> order = List.of(new Family("requests", MetricType.COUNTER, "", List.of()));
    List<Fragment> fragments = List.of(
        new FragmentWriter().family("requests").sample(List.of(), List.of(), 1L).finish());

    assertThat(Answers.text(exposition.assemble(order, fragments, TEXT, IDENTITY, NOTHING)))
        .contains("# TYPE requests counter\nrequests 1\n");
    assertThat(Answers.text(exposition.assemble(order, fragments, OPENMETRICS, IDENTITY, NOTHING)))
        .contains("# TYPE requests unknown\n", "\nrequests 1\n");
  }

  @Test
  void entityTag_changesWithContentFormatAndEncoding() {
    String tag = assemble(TEXT, IDENTITY, NOTHING).entityTag();

    assertThat(assemble(TEXT, IDENTITY, NOTHING).entityTag()).isEqualTo(tag).matches("\"[^\"]+\"");
    assertThat(List.of(
            tag,
            assemble(TEXT, GZIP, NOTHING).entityTag(),
            assemble(OPENMETRICS, GZIP, NOTHING).entityTag(),
            assemble(TEXT, IDENTITY, "own 1\n".getBytes(UTF_8)).entityTag()))
        .doesNotHaveDuplicates();
    assertThat(EntityTag.matches("\"x\", W/" + tag, tag)).isTrue();
    assertThat(EntityTag.matches("*", tag)).isTrue();
    assertThat(EntityTag.matches("\"x\"", tag)).isFalse();
  }

  private Answer assemble(Format format, Encoding encoding, byte[] appendix) {
    return exposition.assemble(ORDER, FRAGMENTS, format, encoding, appendix);
  }

  private static Fragment large(String zone) {
    FragmentWriter writer = new FragmentWriter().family("requests_total");
    for (int i = 0; i < 5_000; i++) {
      writer.sample(LABELS, List.of(zone + i), i);
    }
    return writer.finish();
  }
}
