package io.github.cfexporter.exposition;

import java.util.List;

/**
 * A whole scrape, still to be laid out in memory block by block.
 *
 * @param length bytes of all blocks together
 * @param entityTag strong validator, quotes included; differs between formats and encodings
 */
public record Answer(
    List<Block> blocks, long length, String contentType, Encoding encoding, String entityTag) {
  public Answer {
    blocks = List.copyOf(blocks);
  }
}
