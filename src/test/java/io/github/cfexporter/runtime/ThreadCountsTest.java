package io.github.cfexporter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class ThreadCountsTest {
  @ParameterizedTest
  @CsvSource({"1, 2, 8", "2, 4, 8", "4, 8, 16", "64, 8, 20"})
  void threads_fitTheCores_withinBounds(int cores, int eventLoops, int workers) {
    assertThat(ThreadCounts.of(cores)).isEqualTo(new ThreadCounts(eventLoops, workers));
  }
}
