package io.github.cfexporter.exposition;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.exposition.Fragment.Section;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Assembles the answer to a scrape. Costs less than a hundred nanoseconds per chunk whatever its
 * size, but for an appendix that was not seen before, which is compressed. Thread-safe.
 */
public final class Exposition {
  private static final byte[] EOF = "# EOF\n".getBytes(StandardCharsets.US_ASCII);
  private static final Chunk EOF_LINE = Chunk.of(EOF);

  private final Map<Family, Header> headers = new ConcurrentHashMap<>();
  private final Map<Format, Appendix> appendices = new ConcurrentHashMap<>();

  /** Families of another origin as they came, and as they are sent. */
  private static final class Appendix {
    private final byte[] source;
    private final Chunk lines;

    Appendix(byte[] source) {
      this.source = source;
      this.lines = Chunk.of(withoutEof(source));
    }
  }

  /**
   * Every family in the order given, each with its samples from all fragments; a family that no
   * fragment mentions is left out, and so are samples of a family that the order does not mention.
   *
   * @param appendix families of another origin, already in this format; its {@code # EOF} is
   *     replaced by the answer's own
   */
  public Answer assemble(
      List<Family> order,
      Collection<Fragment> fragments,
      Format format,
      Encoding encoding,
      byte[] appendix) {
    Map<String, List<Section>> sections = sectionsByFamily(fragments, format);
    AnswerBuilder answer = new AnswerBuilder(format, encoding);
    for (Family family : order) {
      List<Section> lines = sections.getOrDefault(family.name(), List.of());
      if (!lines.isEmpty()) {
        answer.add(headers.computeIfAbsent(family, Header::new).lines(format));
        lines.forEach(section -> answer.addSection(section.chunks()));
      }
    }
    answer.add(appendix(appendix, format));
    if (format == Format.OPENMETRICS) {
      answer.add(EOF_LINE);
    }
    return answer.build();
  }

  private static Map<String, List<Section>> sectionsByFamily(
      Collection<Fragment> fragments, Format format) {
    Map<String, List<Section>> sections = new HashMap<>();
    for (Fragment fragment : fragments) {
      fragment
          .sections(format)
          .forEach((family, section) ->
              sections.computeIfAbsent(family, f -> new ArrayList<>()).add(section));
    }
    return sections;
  }

  /** Compressed once however often it is sent: callers hand in the same array while it is fresh. */
  private Chunk appendix(byte[] bytes, Format format) {
    if (bytes.length == 0) {
      return Chunk.EMPTY;
    }
    return appendices.compute(
            format,
            (f, known) -> known != null && known.source == bytes ? known : new Appendix(bytes))
        .lines;
  }

  /** Takes one trailing {@code # EOF} off and makes sure that the last line is a whole one. */
  private static byte[] withoutEof(byte[] appendix) {
    int end = appendix.length;
    if (endsWith(appendix, EOF)) {
      end -= EOF.length;
    } else if (endsWith(appendix, Arrays.copyOf(EOF, EOF.length - 1))) {
      end -= EOF.length - 1;
    }
    boolean wholeLine = end == 0 || appendix[end - 1] == '\n';
    byte[] lines = Arrays.copyOf(appendix, wholeLine ? end : end + 1);
    if (!wholeLine) {
      lines[end] = '\n';
    }
    return lines;
  }

  private static boolean endsWith(byte[] bytes, byte[] end) {
    int from = bytes.length - end.length;
    return from >= 0 && Arrays.equals(bytes, from, bytes.length, end, 0, end.length);
  }
}
