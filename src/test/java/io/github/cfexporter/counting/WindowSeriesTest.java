package io.github.cfexporter.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WindowSeriesTest {
  @Test
  void series_areThoseOfTheirKeys_whateverTheirNumbers() {
    Random random = new Random(43);
    for (int expected : new int[] {0, 1, 100, 5_000}) {
      WindowSeries series = new WindowSeries(expected);
      Map<String, Long> map = new HashMap<>();
      for (int i = 0; i < 5_000; i++) {
        int number = random.nextInt(1 << random.nextInt(14));
        long amount = random.nextInt(10);
        series.add(number, "key" + number, amount);
        map.merge("key" + number, amount, Long::sum);
      }
      assertThat(series.table().toMap()).isEqualTo(map);
      map.forEach((key, total) -> assertThat(series.table().total(key)).isEqualTo(total));
    }
  }
}
