package io.github.cfexporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Single families of an answer: how large they are, and some of their lines. */
@Tag("unit")
class FamilyLinesTest {
  private static final List<String> LABELS = List.of("zone");

  private final List<Fragment> fragments = List.of(
      zones("requests_total", 0, 50), zones("requests_total", 50, 80), zones("other_total", 0, 5));

  @Test
  void lines_areThoseOfTheFamily_withAllWords() {
    assertThat(FamilyLines.find(fragments, "requests_total", List.of("zone-7"), 100)
            .lines())
        .hasSize(11) // zone-7 and zone-70 to zone-79
        .contains("requests_total{zone=\"zone-7.example\"} 7");
    assertThat(FamilyLines.find(fragments, "requests_total", List.of("zone-77", "example"), 9))
        .isEqualTo(new FamilyLines(List.of("requests_total{zone=\"zone-77.example\"} 77"), false));
    assertThat(FamilyLines.find(fragments, "nothing", List.of(""), 9).lines()).isEmpty();
  }

  @Test
  void moreThanWanted_isSaid() {
    FamilyLines some = FamilyLines.find(fragments, "requests_total", List.of(""), 10);

    assertThat(some.lines()).hasSize(10);
    assertThat(some.more()).isTrue();
    assertThat(FamilyLines.find(fragments, "requests_total", List.of(""), 80).more())
        .isFalse();
  }

  @Test
  void sizes_addUpOverFragments() {
    assertThat(FamilySize.of(fragments).get("requests_total").series()).isEqualTo(80);
    assertThat(FamilySize.of(fragments).get("other_total").series()).isEqualTo(5);
    assertThat(FamilySize.of(fragments).values().stream()
            .mapToLong(FamilySize::bytes)
            .sum())
        .isEqualTo(fragments.stream().mapToLong(Fragment::plainLength).sum());
  }

  private static Fragment zones(String family, int from, int to) {
    FragmentWriter writer = new FragmentWriter().family(family);
    for (long zone = from; zone < to; zone++) {
      writer.sample(LABELS, List.of("zone-" + zone + ".example"), zone);
    }
    return writer.finish();
  }
}
