package io.github.cfexporter.report.zones;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.bus.ZoneSearch;
import io.github.cfexporter.bus.ZoneState;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ZoneFinderTest {
  private static final Map<String, Supplier<List<ZoneState>>> ZONES = Map.of(
      "a1",
          () -> List.of(
              new ZoneState("1f", "shop.example", true, "collected"),
              new ZoneState("2f", "Old-Shop.example", false, "paused")),
      "a2",
          () -> IntStream.range(0, 500)
              .mapToObj(i -> new ZoneState("z" + i, "client-" + i + ".example", true, "collected"))
              .toList());

  @Test
  void zones_areFoundByAllWordsOfNameOrId_thoseLeftOutFirst() {
    assertThat(search(10, "shop").zones())
        .extracting(found -> found.account() + " " + found.zone().name())
        .containsExactly("a1 Old-Shop.example", "a1 shop.example");
    assertThat(search(10, "shop", "2f").zones()).hasSize(1);
    assertThat(search(10, "nothing").all()).isZero();
  }

  @Test
  void manyZones_areCounted_butNotAllTold() {
    ZoneSearch.Answer answer = search(100, "client");

    assertThat(answer.zones()).hasSize(100);
    assertThat(answer.all()).isEqualTo(500);
  }

  private static ZoneSearch.Answer search(int most, String... words) {
    return ZoneFinder.search(ZONES, new ZoneSearch(List.of(words), most));
  }
}
