package io.github.cfexporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;

/** Our answers against those of Prometheus' own Java client, on label values and numbers at random. */
@Tag("unit")
class OfficialWriterTest {
  private static final List<String> NAMES = List.of("host", "zone"); // the client sorts them
  private static final String HELP = "Help with \\ and\nline feed and \"quotes\".";
  private static final List<Family> ORDER = List.of(
      new Family("a_requests_total", MetricType.COUNTER, HELP, NAMES),
      new Family("b_seconds_count", MetricType.GAUGE, HELP, NAMES),
      new Family("c_seconds", MetricType.GAUGE, HELP, NAMES));
  private static final String ODD = "\\\"\n\r\t {}=,#éß漢🚀\u2028aZ09_:";
  private static final Pattern NUMBER = Pattern.compile(" (\\S+)$", Pattern.MULTILINE);

  private final FragmentWriter ours = new FragmentWriter();
  private final CounterSnapshot.Builder counter =
      CounterSnapshot.builder().name("a_requests").help(HELP);
  private final GaugeSnapshot.Builder count =
      GaugeSnapshot.builder().name("b_seconds_count").help(HELP);
  private final GaugeSnapshot.Builder gauge =
      GaugeSnapshot.builder().name("c_seconds").help(HELP);

  @RepeatedTest(20)
  void answers_sayTheSame(RepetitionInfo repetition) throws IOException {
    write(new Random(repetition.getCurrentRepetition()));
    Fragment fragment = ours.finish();
    MetricSnapshots theirs = MetricSnapshots.of(counter.build(), count.build(), gauge.build());

    assertThat(answer(fragment, Format.TEXT)).isEqualTo(officialText(theirs));
    assertThat(answer(fragment, Format.OPENMETRICS)).isEqualTo(officialOpenMetrics(theirs));
  }

  /** In sorted order, which the client imposes and we keep. */
  private void write(Random random) {
    ours.family("a_requests_total");
    for (int i = 100; i < 150; i++) {
      List<String> values = List.of(i + odd(random), odd(random));
      long total = random.nextLong() >>> (11 + random.nextInt(50));
      ours.sample(NAMES, values, total);
      counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
          .labels(labels(values))
          .value((double) total)
          .build());
    }
    writeGauge(random, "b_seconds_count", count);
    writeGauge(random, "c_seconds", gauge);
  }

  private void writeGauge(Random random, String name, GaugeSnapshot.Builder theirs) {
    ours.family(name);
    for (int i = 100; i < 150; i++) {
      List<String> values = List.of(i + odd(random), odd(random));
      double number = extreme(random);
      ours.sample(NAMES, values, number);
      theirs.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
          .labels(labels(values))
          .value(number)
          .build());
    }
  }

  private static double extreme(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> Double.NEGATIVE_INFINITY;
      case 3 -> random.nextBoolean() ? Double.MIN_VALUE : Double.MAX_VALUE;
      case 4 -> random.nextInt();
      case 5 -> random.nextDouble();
      default -> Double.longBitsToDouble(random.nextLong());
    };
  }

  private static String odd(Random random) {
    int[] points = ODD.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private static Labels labels(List<String> values) {
    return Labels.of(NAMES, values);
  }

  private static String answer(Fragment fragment, Format format) {
    return normalised(Answers.text(
        new Exposition().assemble(ORDER, List.of(fragment), format, Encoding.GZIP, new byte[0])));
  }

  private static String officialText(MetricSnapshots snapshots) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, snapshots);
    return normalised(out.toString(StandardCharsets.UTF_8));
  }

  private static String officialOpenMetrics(MetricSnapshots snapshots) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenMetricsTextFormatWriter.create().write(out, snapshots);
    return normalised(out.toString(StandardCharsets.UTF_8));
  }

  /** The client writes 5 as 5.0: the same number, so spelled the same way here. */
  private static String normalised(String answer) {
    return NUMBER.matcher(answer).replaceAll(OfficialWriterTest::canonicalNumber);
  }

  private static String canonicalNumber(MatchResult match) {
    String text = match.group(1);
    boolean number = text.matches("-?[0-9.]+(E-?[0-9]+)?");
    return Matcher.quoteReplacement(
        " " + (number ? Double.toString(Double.parseDouble(text)) : text));
  }
}
