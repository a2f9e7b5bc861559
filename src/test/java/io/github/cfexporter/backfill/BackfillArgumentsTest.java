package io.github.cfexporter.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the arguments of a backfill do to what it writes. */
@Tag("unit")
class BackfillArgumentsTest {
  private static final String BEGIN = "2026-03-01T09:00:00Z";
  private static final Pattern SAMPLE = Pattern.compile("(.*\\}) (\\S+) (\\d+)");

  @TempDir
  Path directory;

  private final BackfillRig rig = new BackfillRig(World.of(2, 2));

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void zones_areThoseThatAreNamed() throws Exception {
    List<String> lines = run("--zones", "zone-0-1.example,zone-1-0.example");

    assertThat(values("zone", lines))
        .containsExactlyInAnyOrder("zone-0-1.example", "zone-1-0.example");
    assertThat(rig.check(file(), BEGIN)).isGreaterThan(2 * 60);
  }

  @Test
  void accounts_areThoseThatAreNamed() throws Exception {
    List<String> lines = run("--accounts", rig.world.accounts().get(1).id());

    assertThat(values("account", lines)).containsExactly("account-1");
    assertThat(values("zone", lines)).hasSize(2);
  }

  @Test
  void whatMatchesNothing_isListed() throws Exception {
    run("--zones", "zone-0-1.example,nowhere.example");

    assertThat(rig.told())
        .contains("not covered: cfZones=nowhere.example matches nothing that the credentials see");
  }

  @Test
  void labels_areThoseOfAllSeries() throws Exception {
    List<String> lines = run("--labels", "job=cloudflare,instance=exporter:8787");

    assertThat(lines)
        .filteredOn(line -> !line.startsWith("#"))
        .isNotEmpty()
        .allSatisfy(
            line -> assertThat(line).contains("instance=\"exporter:8787\"", "job=\"cloudflare\""));
  }

  @Test
  void labels_areThoseOfTheSettings_whereNoneAreGiven() throws Exception {
    rig.environment.put("REMOTE_WRITE_LABELS", "job=of-settings");

    assertThat(values("job", run())).containsExactly("of-settings");
  }

  /** Beside each series' first sample, which is a zero before it began. */
  @Test
  void step_isFromOneSampleToTheNext() throws Exception {
    List<String> lines = run("--step", "600s");

    List<Long> times = lines.stream()
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .filter(sample -> Double.parseDouble(sample.group(2)) > 0)
        .map(sample -> Long.valueOf(sample.group(3)))
        .distinct()
        .sorted()
        .toList();
    assertThat(times).hasSize(7).allSatisfy(at -> assertThat(at % 600).isZero());
    assertThat(rig.check(file(), BEGIN)).isGreaterThan(4 * 7);
  }

  private Path file() {
    return directory.resolve("history.om");
  }

  private List<String> run(String... more) throws Exception {
    String[] arguments = new String[more.length + 4];
    System.arraycopy(
        new String[] {"--from", BEGIN, "--output", file().toString()}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    assertThat(rig.run(arguments)).as(rig.told()).isZero();
    return Files.readAllLines(file());
  }

  private static List<String> values(String label, List<String> lines) {
    Pattern value = Pattern.compile("[{,]" + label + "=\"([^\"]*)\"");
    return lines.stream()
        .map(value::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }
}
