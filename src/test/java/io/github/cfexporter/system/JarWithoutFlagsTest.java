package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the exporter itself changes of a Java that was started without the flags of the scripts. */
@Tag("system")
class JarWithoutFlagsTest {
  @TempDir
  Path directory;

  @Test
  void heapIsHeldClose_butAsItWasTold() throws Exception {
    try (ExporterProcess exporter = start("-Xmx256m", "-XX:MaxHeapFreeRatio=60")) {
      exporter.baseUrl();

      assertThat(ExporterCommand.jcmd(exporter.pid(), "VM.flags", "-all"))
          .containsPattern("MinHeapFreeRatio += 10 ")
          .containsPattern("MaxHeapFreeRatio += 60 ");
    }
    try (ExporterProcess exporter = start("-Xmx256m")) {
      exporter.baseUrl();

      assertThat(ExporterCommand.jcmd(exporter.pid(), "VM.flags", "-all"))
          .containsPattern("MinHeapFreeRatio += 10 ")
          .containsPattern("MaxHeapFreeRatio += 25 ");
    }
  }

  /** The same as the scripts say. */
  @Test
  void ratios_areThoseOfTheScripts() throws Exception {
    assertThat(Files.readAllLines(Path.of("scripts", "jvm-flags")))
        .contains("  -XX:MinHeapFreeRatio=10", "  -XX:MaxHeapFreeRatio=25");
  }

  private ExporterProcess start(String... flags) throws Exception {
    return ExporterProcess.startWithFlags(List.of(flags), List.of(), directory, Map.of(), "--demo");
  }
}
