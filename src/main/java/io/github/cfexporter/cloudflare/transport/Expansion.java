package io.github.cfexporter.cloudflare.transport;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/**
 * A compressed answer on its way to what it means: expanded step by step, for a hundred kilobytes may be
 * a hundred megabytes. For one thread at a time.
 */
final class Expansion implements AutoCloseable {
  /** Of what is expanded at a time. */
  private static final int PIECE_BYTES = 64 << 10;

  private final ReceivedBytes compressed;
  private final AnswerMemory.Lease lease;
  private final int mostBytes;
  private final ReceivedBytes expanded = new ReceivedBytes();
  private InputStream in = InputStream.nullInputStream();
  private boolean begun;

  /** @param mostBytes of both, compressed and expanded, for both are held until the end */
  Expansion(ReceivedBytes compressed, AnswerMemory.Lease lease, int mostBytes) {
    this.compressed = compressed;
    this.lease = lease;
    this.mostBytes = mostBytes;
  }

  /**
   * Expands as much as may be held at the moment, but at least a piece; tells whether that was all.
   *
   * @throws IOException if it is not gzip or broke off
   * @throws io.github.cfexporter.cloudflare.CloudflareException if it is larger than is taken
   */
  boolean goOn() throws IOException {
    if (!begun) {
      in = new GZIPInputStream(compressed.stream());
      begun = true;
    }
    byte[] piece = new byte[PIECE_BYTES];
    boolean mayGoOn = true;
    int read = 0;
    while (mayGoOn && read >= 0) {
      read = in.read(piece);
      if (read > 0) {
        mayGoOn = lease.take(read);
        expanded.add(Unpooled.wrappedBuffer(piece, 0, read));
        if (compressed.length() + expanded.length() > mostBytes) {
          throw AnswerBody.tooLarge(mostBytes);
        }
      }
    }
    return read < 0;
  }

  /** What it was expanded to so far; whoever takes it frees it. */
  ReceivedBytes bytes() {
    return expanded;
  }

  /** Frees what was compressed, and what the expanding itself took. */
  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be closed", e);
    } finally {
      compressed.free();
    }
  }
}
