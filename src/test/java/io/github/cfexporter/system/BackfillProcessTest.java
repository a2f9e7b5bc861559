package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process started with {@code backfill}: what it prints and how it ends. */
@Tag("system")
class BackfillProcessTest {
  private final Vertx vertx = Vertx.vertx();
  private final Simulator simulator =
      new Simulator(World.of(1, 1), SimulatorOptions.usual(), System::currentTimeMillis);
  private final SimulatorVerticle server = new SimulatorVerticle(simulator, 0);

  @TempDir
  Path directory;

  @BeforeEach
  void serve() {
    vertx.deployVerticle(server).await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void minutes_areWritten_andItEndsWith0() throws Exception {
    try (ExporterProcess process = backfill("--cf-zones=zone-0-0.example", "--labels=job=mine")) {
      assertThat(process.exitCode()).as(process.output()).isZero();
      assertThat(process.output()).contains("done: ");
      assertThat(Files.readString(directory.resolve("history.om"))).contains("job=\"mine\"");
    }
  }

  /** cases.md 43: whatever Cloudflare says, the token is in nothing that the process tells. */
  @Test
  void tokenInAMessageOfCloudflare_isMasked_andTheRunEndsWith1() throws Exception {
    String message = "Authentication error: " + Tokens.DEMO + " is bad";
    simulator
        .faults()
        .always(call -> call.body().contains("datetime_geq"), Fault.graphqlError(401, message));

    try (ExporterProcess process = backfill()) {
      assertThat(process.exitCode()).isEqualTo(1);
      assertThat(process.output())
          .contains("the backfill has stopped; start it again to go on: token ")
          .contains("is bad")
          .doesNotContain(Tokens.DEMO);
    }
  }

  @Test
  void badArguments_endWith78() throws Exception {
    try (ExporterProcess process = backfill("--step", "7s")) {
      assertThat(process.exitCode()).isEqualTo(78);
      assertThat(process.output()).contains("--step: \"7s\" is refused, allowed is ");
    }
  }

  private ExporterProcess backfill(String... more) throws Exception {
    Instant begin = Instant.now().minus(20, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MINUTES);
    List<String> arguments =
        new ArrayList<>(List.of("backfill", "--from", begin.toString(), "--output", "history.om"));
    arguments.addAll(List.of(more));
    return ExporterProcess.start(
        directory,
        Map.of("CLOUDFLARE_API_TOKEN", Tokens.DEMO, "CLOUDFLARE_API_BASE_URL", server.baseUrl()),
        arguments.toArray(String[]::new));
  }
}
