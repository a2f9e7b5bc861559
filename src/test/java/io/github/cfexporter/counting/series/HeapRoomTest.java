package io.github.cfexporter.counting.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class HeapRoomTest {
  private static final HeapRoom ROOM = new HeapRoom(1_000);

  @ParameterizedTest
  @CsvSource({
    "0, 10000",
    "500, 10000",
    "501, 9980",
    "750, 5000",
    "999, 20",
    "1000, 2",
    "1249, 2",
    "1250, 1",
    "999999999999, 1"
  })
  void cap_goesDownAsTheRoomFills(long held, int cap) {
    assertThat(ROOM.mostSeries(10_000, held)).isEqualTo(cap);
  }

  @Test
  void cap_neverGrowsWithWhatIsHeld_norBeyondWhatIsConfigured() {
    int last = 77;
    for (long held = 0; held <= 1_300; held++) {
      int cap = ROOM.mostSeries(77, held);
      assertThat(cap).isBetween(1, last);
      last = cap;
    }
  }

  @Test
  void storedSeries_stayAsLongAsTheyFit() {
    assertThat(ROOM.mostSeriesStored(10_000, 999)).isEqualTo(10_000);
    assertThat(ROOM.mostSeriesStored(10_000, 1_000)).isEqualTo(2);
    assertThat(ROOM.mostSeriesStored(10_000, 1_250)).isEqualTo(1);
    assertThat(ROOM.mostSeriesStored(1, 1_000)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 64L << 20, 256L << 20, 1L << 40, Long.MAX_VALUE})
  void room_isLessThanHalfOfTheHeap(long maxHeap) {
    assertThat(HeapRoom.of(maxHeap).bytes()).isBetween(1L, Math.max(1, maxHeap / 2));
    assertThat(HeapRoom.of(maxHeap).mostSeries(10, 0)).isEqualTo(10);
  }
}
