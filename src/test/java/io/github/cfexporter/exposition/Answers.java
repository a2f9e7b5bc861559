package io.github.cfexporter.exposition;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Reads answers as a client would. */
final class Answers {
  static byte[] bytes(Answer answer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    answer.chunks().forEach(out::writeBytes);
    return out.toByteArray();
  }

  static String text(Answer answer) {
    return switch (answer.encoding()) {
      case IDENTITY -> new String(bytes(answer), StandardCharsets.UTF_8);
      case GZIP -> new String(gunzip(bytes(answer)), StandardCharsets.UTF_8);
    };
  }

  private static byte[] gunzip(byte[] bytes) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answers() {}
}
