package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.Faults;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.world.Tokens;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** cases.md 43: whatever Cloudflare says, the token is in nothing that the process tells. */
@Tag("system")
class MaskedTokenTest {
  private static final String TOLD = "cannot serve";
  private static final String MESSAGE = TOLD + " (" + Tokens.DEMO + ") and Bearer " + Tokens.DEMO;

  @TempDir
  Path directory;

  @Test
  void tokenInMessagesOfCloudflare_isMaskedWhereverTheyAreShown() throws Exception {
    try (Fleet fleet = new Fleet(directory, 1).with("HEALTH_CHECK_CACHE_TTL_SECONDS", "0")) {
      ExporterProcess node = fleet.start(0, Map.of("LOG_LEVEL", "debug"));
      fleet.awaitExact();
      Faults faults = fleet.simulator().faults();
      faults.always(SimulatedCall::isGraphql, Fault.graphqlError(200, MESSAGE));
      faults.always(call -> !call.isGraphql(), Fault.restError(500, 1000, MESSAGE));

      Await.until(() -> node.get("/health").body(), health -> health.split(TOLD, -1).length == 3);
      Await.until(() -> node.get("/status.json").body(), status -> status.contains(TOLD));
      Await.until(node::output, output -> output.contains(TOLD));
      assertMasked(node);

      faults.clear();
      String target = "https://elsewhere.example/?token=" + Tokens.DEMO;
      faults.always(call -> true, Fault.redirect(301, target));
      Await.until(() -> node.get("/health").body(), health -> health.contains("elsewhere.example"));
      assertMasked(node);
    }
  }

  private static void assertMasked(ExporterProcess node) throws Exception {
    for (String path :
        new String[] {"/health", "/status.json", "/metrics", "/config", "/", "/-/ready"}) {
      assertThat(node.get(path).body()).as(path).doesNotContain(Tokens.DEMO);
    }
    assertThat(node.output()).doesNotContain(Tokens.DEMO);
  }
}
