package io.github.cfexporter.remote;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The versions of remote write, each with its message and the headers that name it. */
public enum Protocol {
  /**
   * Message {@code prometheus.WriteRequest}.
   * https://prometheus.io/docs/specs/prw/remote_write_spec/
   */
  V1("1.0", "application/x-protobuf", "0.1.0"),

  /**
   * Message {@code io.prometheus.write.v2.Request}.
   * https://prometheus.io/docs/specs/prw/remote_write_spec_2_0/
   */
  V2("2.0", "application/x-protobuf;proto=io.prometheus.write.v2.Request", "2.0.0");

  /** What a receiver of 2.0 must tell of the samples that it has written. */
  static final String WRITTEN = "X-Prometheus-Remote-Write-Samples-Written";

  /** Prometheus's marker for the end of a series, a certain NaN. */
  private static final long STALE = 0x7ff0000000000002L;

  /** As {@code Metadata.MetricType} numbers them. */
  private static final int COUNTER = 1;

  private static final int GAUGE = 2;

  private final String word;
  private final String contentType;
  private final String version;

  Protocol(String word, String contentType, String version) {
    this.word = word;
    this.contentType = contentType;
    this.version = version;
  }

  /** As a setting writes it. */
  public String word() {
    return word;
  }

  /** The version that a setting names. */
  static Protocol of(String word) {
    return V1.word.equals(word) ? V1 : V2;
  }

  Protocol other() {
    return this == V1 ? V2 : V1;
  }

  Map<String, String> headers() {
    return Map.of(
        "Content-Type",
        contentType,
        "Content-Encoding",
        "snappy",
        "X-Prometheus-Remote-Write-Version",
        version);
  }

  /** The message before it is compressed; each sample is a series of its own in it. */
  Buffer message(List<RemoteSample> samples) {
    return this == V1 ? writeRequest(samples) : requestOfVersion2(samples);
  }

  private static Buffer writeRequest(List<RemoteSample> samples) {
    ProtobufWriter request = new ProtobufWriter();
    for (RemoteSample sample : samples) {
      ProtobufWriter series = new ProtobufWriter();
      for (int i = 0; i < sample.labels().size(); i += 2) {
        series.message(
            1,
            new ProtobufWriter()
                .text(1, sample.labels().get(i))
                .text(2, sample.labels().get(i + 1)));
      }
      request.message(1, series.message(2, sampleOf(sample)));
    }
    return Buffer.buffer(request.bytes());
  }

  private static Buffer requestOfVersion2(List<RemoteSample> samples) {
    Map<String, Integer> symbols = new LinkedHashMap<>();
    symbols.put("", 0);
    List<ProtobufWriter> all = new ArrayList<>();
    for (RemoteSample sample : samples) {
      List<Integer> references = sample.labels().stream()
          .map(text -> symbols.computeIfAbsent(text, t -> symbols.size()))
          .toList();
      all.add(new ProtobufWriter()
          .numbers(1, references)
          .message(2, sampleOf(sample))
          .message(5, new ProtobufWriter().number(1, type(sample))));
    }
    ProtobufWriter request = new ProtobufWriter();
    symbols.keySet().forEach(text -> request.text(4, text));
    all.forEach(series -> request.message(5, series));
    return Buffer.buffer(request.bytes());
  }

  /** The same in both versions. */
  private static ProtobufWriter sampleOf(RemoteSample sample) {
    long bits = Double.isNaN(sample.value()) ? STALE : Double.doubleToRawLongBits(sample.value());
    return new ProtobufWriter().fixed64(1, bits).number(2, sample.millis());
  }

  /** By the name, as the families of this program have it. */
  private static int type(RemoteSample sample) {
    int name = sample.labels().indexOf(SampleLabels.NAME) + 1;
    return sample.labels().get(name).endsWith("_total") ? COUNTER : GAUGE;
  }
}
