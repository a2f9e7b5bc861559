package io.github.cfexporter.exposition;

import java.util.List;

/**
 * A whole scrape, ready to be written chunk by chunk. The chunks are shared with other answers:
 * nobody may change them.
 *
 * @param length bytes of all chunks together
 * @param entityTag strong validator, quotes included; differs between formats and encodings
 */
public record Answer(
    List<byte[]> chunks, long length, String contentType, Encoding encoding, String entityTag) {
  public Answer {
    chunks = List.copyOf(chunks);
  }
}
