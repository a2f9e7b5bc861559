package io.github.cfexporter.exposition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

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

  /** The same lines, but only those of some families. */
  public Fragment only(Set<String> families) {
    return new Fragment(sections.stream()
        .filter(section -> families.contains(Created.counterOf(section.family())))
        .toList());
  }

  /** How many series it holds. */
  public int series() {
    return sections.stream()
        .filter(section -> !section.isWithCreated())
        .mapToInt(Section::series)
        .sum();
  }

  /** Bytes of its sample lines, uncompressed. */
  public long plainLength() {
    return sections.stream()
        .flatMap(section -> section.chunks().stream())
        .mapToLong(Chunk::plainLength)
        .sum();
  }

  /** Names of its families, each once. */
  public List<String> families() {
    return sections(Format.TEXT).values().stream().map(Section::family).toList();
  }

  /** Hands over the sample lines of a family, without their ends. */
  public void lines(String family, Consumer<String> each) {
    Section section = sections(Format.TEXT).get(family);
    if (section != null) {
      section.chunks().forEach(chunk -> chunk.plain().lines().forEach(each));
    }
  }

  List<Section> sections() {
    return sections;
  }

  /** What is shown in a format, by family: with the beginnings of counters where it has room for them. */
  Map<String, Section> sections(Format format) {
    Map<String, Section> shown = new LinkedHashMap<>();
    for (Section section : sections) {
      if (!section.isWithCreated()) {
        shown.putIfAbsent(section.family(), section);
      } else if (format == Format.OPENMETRICS) {
        shown.put(Created.counterOf(section.family()), section);
      }
    }
    return shown;
  }

  /** The sample lines of one family, never empty. */
  record Section(String family, int series, List<Chunk> chunks) {
    Section {
      chunks = List.copyOf(chunks);
    }

    /** Whether it says again what another one says, and when that began. */
    boolean isWithCreated() {
      return Created.is(family);
    }
  }
}
