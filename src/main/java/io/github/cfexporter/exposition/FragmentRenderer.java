package io.github.cfexporter.exposition;

import io.github.cfexporter.exposition.Fragment.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Renders one fragment again and again. Samples are taken together in blocks, and a block is
 * rendered and compressed again only if any of its samples has changed. Not thread-safe.
 */
public final class FragmentRenderer {
  /**
   * Samples from which a block is full. Larger ones cost more to change, smaller ones more to send;
   * the compression window of 32 KB holds some 250 lines, so larger ones hardly compress better.
   */
  private static final int FULL = 256;

  private Map<Block, Piece> known = Map.of();

  /** What is rendered together. */
  private record Block(String family, List<Samples> samples) {
    int size() {
      return samples.stream().mapToInt(Samples::size).sum();
    }

    Piece render(LineWriter lines) {
      for (Samples some : samples) {
        lines.begin(family, some.labels(), some.shared());
        some.writeTo(lines);
      }
      return Piece.of(lines.take());
    }
  }

  /**
   * Renders families in the order of the map, each with its samples in their order. A family
   * without samples leaves no trace.
   */
  public Fragment render(Map<String, List<Samples>> families) {
    Map<Block, Piece> next = new HashMap<>();
    List<Section> sections = new ArrayList<>();
    LineWriter lines = new LineWriter();
    families.forEach((family, samples) -> {
      List<Piece> pieces = new ArrayList<>();
      List<Block> blocks = blocks(family, samples);
      for (Block block : blocks) {
        Piece old = known.get(block);
        Piece piece = old == null ? block.render(lines) : old;
        next.put(block, piece);
        pieces.add(piece);
      }
      if (!pieces.isEmpty()) {
        Text.requireName(family, true);
        sections.add(new Section(family, blocks.stream().mapToInt(Block::size).sum(), pieces));
      }
    });
    known = next;
    return sections.isEmpty() ? Fragment.EMPTY : new Fragment(sections);
  }

  private static List<Block> blocks(String family, List<Samples> samples) {
    List<Block> blocks = new ArrayList<>();
    List<Samples> gathered = new ArrayList<>();
    int size = 0;
    for (Samples some : samples) {
      if (some.size() > 0) {
        gathered.add(some);
        size += some.size();
      }
      if (size >= FULL) {
        blocks.add(new Block(family, List.copyOf(gathered)));
        gathered.clear();
        size = 0;
      }
    }
    if (!gathered.isEmpty()) {
      blocks.add(new Block(family, List.copyOf(gathered)));
    }
    return blocks;
  }
}
