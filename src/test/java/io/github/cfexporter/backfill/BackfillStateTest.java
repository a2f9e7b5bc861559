package io.github.cfexporter.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is started again goes on as the one before would have. */
@Tag("unit")
class BackfillStateTest {
  private static final String BEGIN = "2026-02-28T17:00:00Z";

  @TempDir
  Path directory;

  private final BackfillRig rig =
      new BackfillRig(World.of(1, 1), Instant.parse("2026-02-28T19:00:30Z"));

  @AfterEach
  void close() {
    rig.close();
  }

  /** The first run knows of one day, the second of two. */
  @Test
  void runToNow_goesOnToTheNowOfThen_inTheFileOfTheFirst() throws Exception {
    breakOff(1, "--from", BEGIN, "--to", "now");
    assertThat(rig.run("--from", BEGIN, "--to", "now", "--output", file()))
        .as(rig.told())
        .isEqualTo(0);

    assertThat(rig.told()).contains("done: 2026-02-28T17:00:00Z to 2026-03-01T02:55:00Z");
    assertThat(files()).containsExactly("history.om");
    assertThat(rig.check(directory.resolve("history.om"), BEGIN)).isGreaterThan(9 * 60);
  }

  @Test
  void otherArguments_doNotGoOn_andLeaveTheFilesAlone() throws Exception {
    breakOff(1, "--from", BEGIN, "--to", "now");
    String before = Files.readString(directory.resolve("history.om"));

    assertThat(rig.run("--from", BEGIN, "--step", "120s", "--output", file())).isEqualTo(1);

    assertThat(rig.told())
        .contains("--state: \"" + file() + ".state\" is of a run with other arguments, allowed is");
    assertThat(directory.resolve("history.om")).hasContent(before);
  }

  @Test
  void damagedState_isNamed() throws Exception {
    Files.writeString(directory.resolve("history.om.state"), "nonsense");

    assertThat(rig.run("--from", BEGIN, "--output", file())).isEqualTo(1);

    assertThat(rig.told())
        .contains("--state: \"" + file() + ".state\" cannot be read (unknown version")
        .contains("delete it to begin anew");
  }

  @Test
  void fileThatIsGone_isNamed() throws Exception {
    breakOff(1, "--from", BEGIN, "--to", "now");
    Files.delete(directory.resolve("history.om"));

    assertThat(rig.run("--from", BEGIN, "--to", "now", "--output", file())).isEqualTo(1);

    assertThat(rig.told()).contains("the file \"" + file() + "\" of the earlier run is gone");
  }

  /** More than what {@code DataOutput.writeUTF} takes. */
  @Test
  void stateOfThousandsOfZones_isKept() throws Exception {
    String zones = IntStream.range(0, 6_000)
        .mapToObj(i -> "another-zone-" + i + ".example")
        .collect(Collectors.joining(",", "zone-0-0.example,", ""));
    assertThat(zones).hasSizeGreaterThan(1 << 16);
    breakOff(1, "--from", BEGIN, "--to", "now", "--zones", zones);

    int code = rig.run("--from", BEGIN, "--to", "now", "--zones", zones, "--output", file());

    assertThat(code).as("exit code").isZero();
    assertThat(rig.told()).contains("going on from 2026-02-28T18:00:00Z");
  }

  /** Eight hours later it is still broken off; then it is not. */
  private void breakOff(int sound, String... arguments) {
    rig.troubleAfter(
        sound,
        () -> rig.simulator
            .faults()
            .always(call -> BackfillRig.asksForData(call.body()), Fault.status(503)));
    String[] all =
        Stream.concat(Stream.of(arguments), Stream.of("--output", file())).toArray(String[]::new);
    assertThat(rig.run(all)).isEqualTo(1);
    rig.simulator.faults().clear();
    rig.time.after(
        Instant.parse("2026-03-01T03:00:30Z").toEpochMilli() - rig.time.millis(), () -> {});
  }

  private String file() {
    return directory.resolve("history.om").toString();
  }

  private Stream<String> files() throws Exception {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }
}
