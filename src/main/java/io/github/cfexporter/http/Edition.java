package io.github.cfexporter.http;

import io.github.cfexporter.exposition.Answer;
import io.github.cfexporter.exposition.Block;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

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
   * @param before where blocks may be found that have been laid out already; it is released, so that
   *     what only it has makes room before anything new is laid out, unless somebody still sends it
   */
  Edition(Object stamp, Answer answer, Optional<Edition> before) {
    this(stamp, answer, before, Edition::exactly);
  }

  /** @param memory gives a buffer of so many bytes */
  Edition(Object stamp, Answer answer, Optional<Edition> before, IntFunction<ByteBuf> memory) {
    this.stamp = stamp;
    this.answer = answer;
    Map<Block, ByteBuf> known = before.map(Edition::byBlock).orElse(Map.of());
    List<Optional<ByteBuf>> kept = answer.blocks().stream()
        .map(block -> Optional.ofNullable(known.get(block)).map(ByteBuf::retain))
        .toList();
    before.ifPresent(Edition::release);
    this.blocks = IntStream.range(0, kept.size())
        .mapToObj(i -> kept.get(i).orElseGet(() -> layOut(answer.blocks().get(i), memory)))
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

  private static ByteBuf layOut(Block block, IntFunction<ByteBuf> memory) {
    ByteBuf room = memory.apply(block.length());
    block.writeTo(room.internalNioBuffer(0, block.length()));
    return room.writerIndex(block.length());
  }

  /** Not from a pool, which would keep the room of the largest answers there ever were. */
  private static ByteBuf exactly(int bytes) {
    return UnpooledByteBufAllocator.DEFAULT.directBuffer(bytes, bytes);
  }
}
