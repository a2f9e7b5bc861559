package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cfexporter.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A container with a read-only root and one volume, as the chart and the Compose file start it: no
 * file outside the volume can be written, not even below /tmp.
 */
@Tag("system")
class ReadOnlyRootTest {
  /** Every file system becomes read-only but the directory given, and those of the kernel's own. */
  private static final String READ_ONLY = """
      set -e
      mount --make-rprivate /
      mount --bind "$1" "$1"
      cut -d ' ' -f 5 /proc/self/mountinfo | while read -r where; do
        case $where in
          /proc* | /dev* | /sys* | "$1") ;;
          *) mount -o remount,ro,bind "$where" ;;
        esac
      done
      ! touch /tmp/it-is-writable 2>/dev/null
      cd /
      shift
      exec "$@"
      """;

  /** Of an attempt to write; a call that is cut short when the process stops is told with its cause. */
  private static final List<String> TRACES =
      List.of("Read-only", "FileSystemException", "AccessDenied", "stack_trace");

  @TempDir
  Path directory;

  private Path volume;
  private List<String> in;

  @BeforeEach
  void need_a_mount_namespace() throws Exception {
    volume = Files.createDirectory(directory.resolve("volume"));
    in = List.of("unshare", "--mount", "bash", "-c", READ_ONLY, "read-only", volume.toString());
    assumeTrue(
        mayMount() || "true".equals(System.getenv("CI")),
        "only root may make file systems read-only, here");
  }

  private boolean mayMount() throws Exception {
    try {
      Process tried = new ProcessBuilder(
              Stream.concat(in.stream(), Stream.of("true")).toList())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      return tried.waitFor() == 0;
    } catch (java.io.IOException noUnshare) {
      return false;
    }
  }

  @Test
  void withOneVolume_itServesAndKeepsItsCountersThere() throws Exception {
    Map<String, String> environment = Map.of("DATA_DIRECTORY", volume.toString());
    try (ExporterProcess exporter = ExporterProcess.start(in, directory, environment, "--demo")) {
      assertThat(exporter.get("/-/ready").statusCode()).isEqualTo(200);
      assertThat(exporter.get("/").statusCode()).isEqualTo(200);
      exporter.terminate();

      assertThat(exporter.exitCode()).as(exporter.output()).isZero();
      assertThat(exporter.output()).doesNotContain(TRACES);
    }
    try (Stream<Path> left = Files.list(volume)) {
      assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactly("counters.mv.db");
    }
  }

  @Test
  void asANodeOfACluster_itServes_andWritesNothing() throws Exception {
    Map<String, String> environment = Map.of(
        "DATA_DIRECTORY", volume.toString(),
        "CLUSTER_MEMBERS", "127.0.0.1:1",
        "CLUSTER_BIND_ADDRESS", "127.0.0.1",
        "CLUSTER_PORT", String.valueOf(FreePort.find()),
        "CLUSTER_SECRET", "a-secret-of-this-test");
    try (ExporterProcess exporter = ExporterProcess.start(in, directory, environment, "--demo")) {
      assertThat(exporter.get("/-/ready").statusCode()).isEqualTo(200);
      assertThat(exporter.output()).doesNotContain(TRACES);
    }
    assertThat(volume).isEmptyDirectory();
  }

  @Test
  void check_needsNoFile() throws Exception {
    try (ExporterProcess exporter =
        ExporterProcess.start(in, directory, Map.of(), "--check", "--demo")) {
      assertThat(exporter.exitCode()).as(exporter.output()).isLessThanOrEqualTo(1);
      assertThat(exporter.output()).doesNotContain(TRACES);
    }
  }
}
