package io.github.cfexporter.http;

import io.github.cfexporter.exposition.Answer;
import io.github.cfexporter.exposition.Block;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer laid out in memory that the kernel reads from, so that sending it copies nothing.
 * Editions share the blocks that they have in common. Whoever takes one releases it when it has been
 * sent; the memory is free again when nobody sends it and a later edition has come.
 */
final class Edition extends AbstractReferenceCounted {
  private final Object stamp;
  private final Answer answer;
  private final List<ByteBuf> blocks;

  /**
   * Lays an answer out.
   *
   * @param stamp tells this edition from others
   * @param before where blocks may be found that have been laid out already
   */
  Edition(Object stamp, Answer answer, Optional<Edition> before) {
    this.stamp = stamp;
    this.answer = answer;
    Map<Block, ByteBuf> known = before.map(Edition::byBlock).orElse(Map.of());
    this.blocks = answer.blocks().stream()
        .map(block -> known.containsKey(block) ? known.get(block).retain() : layOut(block))
        .toList();
  }

  boolean isOf(Object wanted) {
    return stamp.equals(wanted);
  }

  Answer answer() {
    return answer;
  }

  /** To be read only, and only until {@link #release}. */
  List<ByteBuf> blocks() {
    return blocks;
  }

  @Override
  public Edition retain() {
    super.retain();
    return this;
  }

  @Override
  public ReferenceCounted touch(Object hint) {
    return this;
  }

  @Override
  protected void deallocate() {
    blocks.forEach(ByteBuf::release);
  }

  private Map<Block, ByteBuf> byBlock() {
    Map<Block, ByteBuf> known = new HashMap<>();
    for (int i = 0; i < blocks.size(); i++) {
      known.put(answer.blocks().get(i), blocks.get(i));
    }
    return known;
  }

  private static ByteBuf layOut(Block block) {
    ByteBuf memory = PooledByteBufAllocator.DEFAULT.directBuffer(block.length(), block.length());
    block.writeTo(memory.internalNioBuffer(0, block.length()));
    return memory.writerIndex(block.length());
  }
}
