package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.github.cfexporter.cluster.counters.UnstoredWindows;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes share what is in maps of the same name, so that names must never change between releases. */
@Tag("unit")
class MapNamesTest {
  @Test
  void maps_haveTheNamesOfTheFirstRelease() {
    Config config = new Config();

    Maps.configure(
        config, Optional.empty(), new UnstoredWindows(), SeriesMemory.ofProcess(() -> 1));

    assertThat(config.getMapConfigs().keySet())
        .containsExactlyInAnyOrder(
            "counters", "overrides", "fragments", "epochs", "limiter", "directory", "nodeReports");
  }
}
