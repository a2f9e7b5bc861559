package io.github.cfexporter.exposition;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Reads answers as a client would. */
final class Answers {
  static byte[] bytes(Answer answer) {
    ByteBuffer out = ByteBuffer.allocate((int) answer.length());
    answer.blocks().forEach(block -> block.writeTo(out));
    return out.array();
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
