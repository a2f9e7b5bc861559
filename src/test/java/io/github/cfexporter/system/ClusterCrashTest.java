package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.world.Zone;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node of a cluster that is killed while it adds windows that the others have not confirmed. */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // minutes on a machine that has much else to do
@Tag("system")
class ClusterCrashTest {
  private static final int SIZE = 3;
  private static final Pattern ZONE =
      Pattern.compile("(?m)^cloudflare_zone_info\\{.*zone_id=\"(\\w+)\"");

  /** More would use up the shares of those that are back: each counts again after five minutes. */
  private static final int CRASHES = 2;

  @Test
  void counters_areExactAndNeverLower_afterCrashesWithinAnAddition(@TempDir Path directory)
      throws Exception {
    try (Fleet fleet = new Fleet(directory, SIZE)) {
      for (int node = 0; node < SIZE; node++) {
        fleet.start(node);
      }
      fleet.awaitWhole();
      fleet.awaitExact();
      for (int crash = 0; crash < CRASHES; crash++) {
        NeverLower watch = new NeverLower(fleet);
        crash(fleet, Roles.busiest(fleet));
        fleet.awaitWhole();
        fleet.awaitExact();
        fleet.awaitAlike();
        assertZonesAreTold(fleet);
        watch.close();
        assertThat(watch.faults()).isEmpty();
        assertThat(fleet.mostCalls().values()).allMatch(calls -> calls <= Fleet.BUDGET);
      }
    }
  }

  /** Each once, whoever collects its account now. */
  private static void assertZonesAreTold(Fleet fleet) throws Exception {
    List<String> told = ZONE.matcher(fleet.running().get(0).get("/metrics").body())
        .results()
        .map(zone -> zone.group(1))
        .toList();
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            fleet.simulator().world().zones().stream().map(Zone::id).toList());
  }

  /** The others are held, so that nobody confirms what the owner adds when its answers arrive. */
  private static void crash(Fleet fleet, int number) throws Exception {
    ExporterProcess owner = fleet.node(number);
    List<ExporterProcess> others =
        fleet.running().stream().filter(node -> node != owner).toList();
    double before;
    int said = owner.output().length(); // the crash before may have cost it windows, too
    try (HeldAnswers answers = new HeldAnswers(fleet.simulator())) {
      answers.awaitAllAsked();
      for (ExporterProcess other : others) {
        other.signal("STOP");
      }
      before = Told.fetches(owner);
    }
    Await.until(() -> Told.fetches(owner), now -> now > before);
    owner.kill();
    for (ExporterProcess other : others) {
      other.signal("CONT");
    }
    assertThat(owner.output().substring(said))
        .doesNotContain("a window could not be added"); // not given up yet
    fleet.awaitExact();
    fleet.start(number);
  }
}
