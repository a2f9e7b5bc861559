package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes between which the network breaks and is mended. */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // minutes on a machine that has much else to do
@Tag("system")
class ClusterSplitTest {
  private static final int SIZE = 3;

  private Fleet fleet;
  private Cables cables;
  private NeverLower watch;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    Callers.need();
    fleet = new Fleet(directory, SIZE);
    cables = new Cables(fleet, SIZE);
    for (int node = 0; node < SIZE; node++) {
      fleet.start(node, cables.environment(node));
    }
    fleet.awaitWhole();
    fleet.awaitExact();
    watch = new NeverLower(fleet);
  }

  @AfterEach
  void stop() throws Exception {
    if (cables != null) {
      watch.close();
      fleet.close();
      cables.close();
    }
  }

  /** One after the other in the same cluster, for three nodes take long to start. */
  @Test
  void limiterOrCollectorThatIsCutOff_countsOnByItself_asDoTheOthers() throws Exception {
    split(Roles.limiter(fleet));

    int limiter = Roles.limiter(fleet);
    int busiest = Roles.busiest(fleet);
    split(busiest == limiter ? (limiter + 1) % SIZE : busiest);
  }

  /** Each side must count alone, and all of it: that is why the others are exact as well. */
  private void split(int cutOff) throws Exception {
    cables.cutOff(cutOff);
    for (ExporterProcess node : fleet.running()) {
      int inSight = node == fleet.node(cutOff) ? 1 : SIZE - 1;
      Await.until(() -> Told.nodes(node), seen -> seen == inSight);
    }
    fleet.awaitExact();
    cables.mend();
    fleet.awaitWhole();
    fleet.awaitExact();
    fleet.awaitAlike();
    assertThat(watch.faults()).isEmpty();
    assertThat(watch.scrapes()).isGreaterThan(SIZE);
    assertThat(fleet.mostCalls().values()).allMatch(calls -> calls <= Fleet.BUDGET);
  }
}
