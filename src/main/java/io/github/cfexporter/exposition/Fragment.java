package io.github.cfexporter.exposition;

import java.util.List;

/**
 * The sample lines of one account and query kind (or of a part of them), rendered and compressed
 * once so that scrapes have no work left to do. Immutable; made by a
 * {@link FragmentWriter} or a {@link FragmentRenderer}.
 */
public final class Fragment {
  public static final Fragment EMPTY = new Fragment(List.of());

  private final List<Section> sections;

  Fragment(List<Section> sections) {
    this.sections = List.copyOf(sections);
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException when the bytes are damaged or of another version
   */
  public static Fragment fromBytes(byte[] bytes) {
    return FragmentCodec.decode(bytes);
  }

  /** The compact form for the cluster: compressed lines only, about a tenth of the plain ones. */
  public byte[] toBytes() {
    return FragmentCodec.encode(this);
  }

  /** How many series it holds. */
  public int series() {
    return sections.stream().mapToInt(Section::series).sum();
  }

  /** Bytes of its sample lines, uncompressed. */
  public long plainLength() {
    return sections.stream()
        .flatMap(section -> section.chunks().stream())
        .mapToLong(Chunk::plainLength)
        .sum();
  }

  List<Section> sections() {
    return sections;
  }

  /** The sample lines of one family, never empty. */
  record Section(String family, int series, List<Chunk> chunks) {
    Section {
      chunks = List.copyOf(chunks);
    }
  }
}
