package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What scripts/jvm-flags makes of each Java of this machine, without starting the exporter. */
@Tag("system")
class JvmFlagsTest {
  @ParameterizedTest
  @MethodSource("machines")
  void flags_chooseSerial_andNoLimitOfTheMemory(Path home) throws Exception {
    String told = tell(home, "");

    assertThat(told)
        .doesNotContain("warning:", "[warning]")
        .containsPattern("UseSerialGC += true")
        .containsPattern("MaxNewSize += 50331648 ")
        .doesNotContainPattern("MaxRAM += 1073741824 ") // as a client has it
        .containsPattern("ReservedCodeCacheSize += 50331648 ");
  }

  @ParameterizedTest
  @MethodSource("machines")
  void collectorOfTheUser_wins(Path home) throws Exception {
    for (String collector : List.of("UseG1GC", "UseParallelGC", "UseZGC")) {
      assertThat(tell(home, "-XX:+" + collector))
          .doesNotContain("warning:", "[warning]")
          .containsPattern(collector + " += true")
          .containsPattern("UseSerialGC += false");
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void otherFlagsOfTheUser_win(Path home) throws Exception {
    assertThat(tell(home, "-Xms64m -Xmx256m -XX:MaxNewSize=16m -XX:TieredStopAtLevel=4"))
        .containsPattern("InitialHeapSize += 67108864 ")
        .containsPattern("MaxHeapSize += 268435456 ")
        .containsPattern("MaxNewSize += 16777216 ")
        .containsPattern("TieredStopAtLevel += 4 ");
  }

  static Stream<Path> machines() throws IOException {
    Path running = Path.of(System.getProperty("java.home"));
    return Stream.concat(Stream.of(running), LaterJavaTest.later().stream()).distinct();
  }

  /** As scripts/run and the Debian package start it. */
  private static String tell(Path home, String options) throws Exception {
    Process process = new ProcessBuilder(
            "bash",
            "-c",
            "source scripts/jvm-flags; exec env \"${jvm_environment[@]}\" \"$0\" \"${jvm_flags[@]}\" "
                + options
                + " -XX:+PrintFlagsFinal -version",
            home.resolve("bin/java").toString())
        .redirectErrorStream(true)
        .start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
    return told;
  }
}
