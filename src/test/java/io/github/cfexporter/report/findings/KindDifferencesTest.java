package io.github.cfexporter.report.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.runtime.Notices;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes that have other files with query kinds than their neighbours. */
@Tag("unit")
class KindDifferencesTest {
  private final Notices notices = new Notices();

  @Test
  void differentFiles_areANotice_forAsLongAsTheyAre() {
    KindDifferences.tell(
        new TreeMap<>(Map.of("node 1", "aa", "node 2", "bb", "node 3", "aa")), notices);
    assertThat(notices.sentences())
        .containsExactly("The nodes have different files in QUERY_KINDS_DIRECTORY: node 1, node 3"
            + " (aa) and node 2 (bb); give all of them the same ones.");

    KindDifferences.tell(Map.of("node 1", "bb", "node 2", "bb"), notices);
    assertThat(notices.sentences()).isEmpty();
  }

  @Test
  void nodeOfAnOlderRelease_saysNothing() {
    KindDifferences.tell(Map.of("node 1", "aa", "node 2", ""), notices);

    assertThat(notices.sentences()).isEmpty();
  }
}
