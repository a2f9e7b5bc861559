package io.github.cfexporter.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.exposition.TimedLines;
import io.github.cfexporter.remote.RemoteSample;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * OpenMetrics with timestamps, one file a day where there are several days: {@code promtool} reads a
 * file once for every two hours that it covers. Series follow one another as they were read, not
 * family by family, which {@code promtool tsdb create-blocks-from openmetrics} does not mind.
 */
final class OpenMetricsFiles implements HistorySink {
  private static final long DAY = 86_400;

  private final Path output;
  private final List<Family> families;
  private boolean daily;
  private final Map<Path, Long> known = new TreeMap<>();
  private final Map<Path, BufferedWriter> open = new TreeMap<>();
  private final StringBuilder line = new StringBuilder();

  /** @param daily whether there are several days; an earlier run may have known less of them */
  OpenMetricsFiles(Path output, boolean daily, List<Family> families) {
    this.output = output;
    this.daily = daily;
    this.families = families;
  }

  @Override
  public void sample(RemoteSample sample) throws IOException {
    line.setLength(0);
    TimedLines.append(line, sample.labels(), sample.value(), sample.millis());
    writer(file(Math.floorDiv(sample.millis(), 1000))).append(line);
  }

  @Override
  public Map<String, Long> flush() throws IOException {
    for (BufferedWriter writer : open.values()) {
      writer.close();
    }
    open.clear();
    Map<String, Long> lengths = new TreeMap<>();
    for (Path file : List.copyOf(known.keySet())) {
      known.put(file, Files.size(file));
      lengths.put(file.toString(), Files.size(file));
    }
    return lengths;
  }

  @Override
  public void resume(Map<String, Long> lengths) throws IOException {
    daily = lengths.isEmpty() ? daily : !lengths.containsKey(output.toString());
    for (Map.Entry<String, Long> file : lengths.entrySet()) {
      Path path = Path.of(file.getKey());
      if (!Files.exists(path) || Files.size(path) < file.getValue()) {
        throw new BackfillException(
            "the file \"" + path + "\" of the earlier run is gone or was cut: delete the file of"
                + " --state to begin anew",
            null);
      }
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(file.getValue());
      }
      known.put(path, file.getValue());
    }
  }

  @Override
  public void end() throws IOException {
    flush();
    for (Path file : known.keySet()) {
      Files.writeString(file, "# EOF\n", StandardOpenOption.APPEND);
    }
  }

  private Path file(long second) {
    if (!daily) {
      return output;
    }
    String name = output.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String day = "-" + LocalDate.ofEpochDay(Math.floorDiv(second, DAY));
    return output.resolveSibling(
        dot < 0 ? name + day : name.substring(0, dot) + day + name.substring(dot));
  }

  private BufferedWriter writer(Path file) throws IOException {
    BufferedWriter writer = open.get(file);
    if (writer == null) {
      boolean fresh = !known.containsKey(file);
      writer = fresh
          ? Files.newBufferedWriter(file, UTF_8)
          : Files.newBufferedWriter(file, UTF_8, StandardOpenOption.APPEND);
      open.put(file, writer);
      known.putIfAbsent(file, 0L);
      if (fresh) {
        for (Family family : families) {
          writer.append(TimedLines.header(family));
        }
      }
    }
    return writer;
  }
}
