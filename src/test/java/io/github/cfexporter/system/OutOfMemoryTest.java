package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.instance.impl.OutOfMemoryErrorDispatcher;
import io.github.cfexporter.Main;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * cases.md 24c: a process that was started with {@code java -jar} alone ends when its heap is
 * exhausted, on whatever thread that shows. What shuts Java down by itself is not set.
 */
@Tag("system")
class OutOfMemoryTest {
  @TempDir
  Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"thread", "event loop", "worker", "hazelcast"})
  void processWithoutHeap_endsByItself_andSaysWhy(String where) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Hungry.class.getName(),
            where)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("output").toFile());
    builder.environment().putAll(Map.of("PORT", "0", "LISTEN_ADDRESS", "127.0.0.1"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
      assertThat(process.exitValue()).isEqualTo(3);
      assertThat(directory.resolve("output"))
          .content()
          .contains("ended: the heap is exhausted; give the process more memory");
    } finally {
      process.destroyForcibly();
    }
  }

  /** The exporter, and in the same process somebody who takes all memory. */
  static final class Hungry {
    public static void main(String[] where) {
      Main.main(new String[] {"--demo"});
      switch (where[0]) {
        case "thread" -> new Thread(Hungry::eat).start();
        case "event loop" -> Vertx.vertx().runOnContext(asked -> eat());
        case "worker" ->
          Vertx.vertx()
              .executeBlocking(() -> eat())
              .onFailure(e -> LoggerFactory.getLogger(Hungry.class).debug("could not eat", e));
        default -> {
          try {
            eat();
          } catch (OutOfMemoryError e) { // as Hazelcast's threads do
            OutOfMemoryErrorDispatcher.onOutOfMemory(e);
          }
        }
      }
    }

    private static Object eat() {
      List<byte[]> eaten = new ArrayList<>();
      while (eaten.size() < Integer.MAX_VALUE) { // the heap ends long before
        eaten.add(new byte[1 << 20]);
      }
      return eaten;
    }
  }
}
