package io.github.cfexporter.exposition;

import static io.github.cfexporter.exposition.Encoding.GZIP;
import static io.github.cfexporter.exposition.Encoding.IDENTITY;
import static io.github.cfexporter.exposition.Format.OPENMETRICS;
import static io.github.cfexporter.exposition.Format.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class NegotiationTest {
  private static final String PROTOBUF = "application/vnd.google.protobuf"
      + ";proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,";

  static Stream<Arguments> accepts() {
    return Stream.of(acceptsOfPrometheus(), acceptsOfOthers()).flatMap(accepts -> accepts);
  }

  private static Stream<Arguments> acceptsOfPrometheus() {
    return Stream.of(
        // Prometheus 2.20, 2.42, 2.53 with protobuf, 3.0
        Arguments.of(
            "application/openmetrics-text; version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
            TEXT),
        Arguments.of(
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1"
                + ";q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
            OPENMETRICS),
        Arguments.of(
            PROTOBUF
                + "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text"
                + ";version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
            OPENMETRICS),
        Arguments.of(
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
                + "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0"
                + ";escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
            OPENMETRICS),
        // scrape_protocols: [PrometheusText0.0.4, OpenMetricsText1.0.0]
        Arguments.of(
            "text/plain;version=0.0.4;q=0.5,application/openmetrics-text;version=1.0.0;q=0.4",
            TEXT));
  }

  private static Stream<Arguments> acceptsOfOthers() {
    return Stream.of(
        // a browser, curl, nothing, and clients that accept nothing we have
        Arguments.of("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", TEXT),
        Arguments.of("*/*", TEXT),
        Arguments.of("", TEXT),
        Arguments.of(",;,", TEXT),
        Arguments.of("image/png", TEXT),
        // qualities
        Arguments.of("application/openmetrics-text", OPENMETRICS),
        Arguments.of("Application/OpenMetrics-Text; Version=\"1.0.0\"; Q=0.9", OPENMETRICS),
        Arguments.of("application/openmetrics-text;q=0", TEXT),
        Arguments.of("application/openmetrics-text;q=nonsense", TEXT),
        Arguments.of("application/openmetrics-text;q=0.3, text/*;q=0.4", TEXT));
  }

  @ParameterizedTest
  @MethodSource("accepts")
  void accept_choosesTheFormat(String accept, Format expected) {
    assertThat(Negotiation.format(accept)).isEqualTo(expected);
  }

  static Stream<Arguments> acceptEncodings() {
    return Stream.of(
        Arguments.of("gzip", GZIP),
        Arguments.of("x-gzip", GZIP),
        Arguments.of("gzip, deflate, br, zstd", GZIP),
        Arguments.of("br;q=1.0, GZIP;q=0.8, *;q=0.1", GZIP),
        Arguments.of("*", GZIP),
        Arguments.of("*;q=0", IDENTITY),
        Arguments.of("gzip;q=0", IDENTITY),
        Arguments.of("gzip;q=0, *", IDENTITY),
        Arguments.of("gzip;q=0.5, identity;q=1", IDENTITY),
        Arguments.of("gzip;q=0.5, identity;q=0", GZIP),
        Arguments.of("identity", IDENTITY),
        Arguments.of("br", IDENTITY),
        Arguments.of("", IDENTITY));
  }

  @ParameterizedTest
  @MethodSource("acceptEncodings")
  void acceptEncoding_choosesTheEncoding(String acceptEncoding, Encoding expected) {
    assertThat(Negotiation.encoding(acceptEncoding)).isEqualTo(expected);
  }
}
