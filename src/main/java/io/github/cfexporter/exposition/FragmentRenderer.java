package io.github.cfexporter.exposition;

import io.github.cfexporter.exposition.Fragment.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Renders one fragment again and again. Samples are taken together in groups, and a group is
 * rendered and compressed again only if any of its samples has changed. Not thread-safe.
 */
public final class FragmentRenderer {
  /**
   * Samples from which a group is full. Larger ones cost more to change, smaller ones more to send;
   * the compression window of 32 KB holds some 250 lines, so larger ones hardly compress better.
   */
  private static final int FULL = 256;

  /** Room for the lines of a group; kept by the thread, for it would be most of the garbage. */
  private static final ThreadLocal<LineWriter> LINES = ThreadLocal.withInitial(LineWriter::new);

  private Map<Group, Chunk> known = Map.of();

  /** What is rendered together. */
  private record Group(String family, List<Samples> samples) {
    int size() {
      return samples.stream().mapToInt(Samples::size).sum();
    }

    Chunk render(LineWriter lines) {
      lines.clear();
      for (Samples some : samples) {
        lines.begin(family, some.labels(), some.shared());
        some.writeTo(lines);
      }
      return lines.chunk();
    }
  }

  /**
   * Renders families in the order of the map, each with its samples in their order. A family
   * without samples leaves no trace.
   */
  public Fragment render(Map<String, List<Samples>> families) {
    Map<Group, Chunk> next = new HashMap<>();
    List<Section> sections = new ArrayList<>();
    LineWriter lines = LINES.get();
    families.forEach((family, samples) -> {
      List<Chunk> chunks = new ArrayList<>();
      List<Group> groups = groups(family, samples);
      for (Group group : groups) {
        Chunk old = known.get(group);
        Chunk chunk = old == null ? group.render(lines) : old;
        next.put(group, chunk);
        chunks.add(chunk);
      }
      if (!chunks.isEmpty()) {
        Text.requireName(family, true);
        sections.add(new Section(family, groups.stream().mapToInt(Group::size).sum(), chunks));
      }
    });
    known = next;
    return sections.isEmpty() ? Fragment.EMPTY : new Fragment(sections);
  }

  private static List<Group> groups(String family, List<Samples> samples) {
    List<Group> groups = new ArrayList<>();
    List<Samples> gathered = new ArrayList<>();
    int size = 0;
    for (Samples some : samples) {
      if (some.size() > 0) {
        gathered.add(some);
        size += some.size();
      }
      if (size >= FULL) {
        groups.add(new Group(family, List.copyOf(gathered)));
        gathered.clear();
        size = 0;
      }
    }
    if (!gathered.isEmpty()) {
      groups.add(new Group(family, List.copyOf(gathered)));
    }
    return groups;
  }
}
