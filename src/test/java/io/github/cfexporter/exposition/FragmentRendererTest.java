package io.github.cfexporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.counting.series.SeriesKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class FragmentRendererTest {
  private static final List<String> LABELS = List.of("zone", "host");
  private static final String ODD = "\\\"\n\r\t {}=,#éß漢🚀\u2028\uD83D\uDE80aZ09_:";

  private final FragmentRenderer renderer = new FragmentRenderer();

  /** Numbers by host. */
  private record Hosts(String zone, Map<String, Long> numbers) implements Samples {
    @Override
    public List<String> labels() {
      return LABELS;
    }

    @Override
    public List<String> shared() {
      return List.of(zone);
    }

    @Override
    public int size() {
      return numbers.size();
    }

    @Override
    public void writeTo(LineWriter lines) {
      numbers.forEach(lines::line);
    }
  }

  /** Counters of hosts, with the second at which each began. */
  private record BegunHosts(Hosts hosts, int begun) implements Samples {
    @Override
    public List<String> labels() {
      return LABELS;
    }

    @Override
    public List<String> shared() {
      return hosts.shared();
    }

    @Override
    public int size() {
      return hosts.size();
    }

    @Override
    public void writeTo(LineWriter lines) {
      hosts.numbers().forEach((key, number) -> lines.lineAndCreated(key, number, 1, begun));
    }
  }

  /** The lines of a series stay together, and those that know no beginning say none. */
  @Test
  void beginnings_areShownInOpenMetrics_inPlaceOfTheCountersAlone() {
    Hosts hosts = new Hosts("a", Map.of("h", 12L));
    Fragment fragment = renderer.render(Map.of(
        "requests_total",
        List.of(hosts),
        Created.beside("requests_total"),
        List.of(new BegunHosts(hosts, 77), new BegunHosts(new Hosts("b", Map.of("h", 3L)), 0))));

    assertThat(Fragment.fromBytes(fragment.toBytes()).sections(Format.TEXT))
        .containsOnlyKeys("requests_total")
        .allSatisfy((family, section) -> assertThat(plain(section)).isEqualTo("""
            requests_total{zone="a",host="h"} 12
            """));
    assertThat(Fragment.fromBytes(fragment.toBytes()).sections(Format.OPENMETRICS))
        .containsOnlyKeys("requests_total")
        .allSatisfy((family, section) -> assertThat(plain(section)).isEqualTo("""
            requests_total{zone="a",host="h"} 1.2
            requests_created{zone="a",host="h"} 77
            requests_total{zone="b",host="h"} 0.3
            """));
    assertThat(fragment.series()).isEqualTo(1);
    assertThat(FamilySize.of(List.of(fragment))).containsOnlyKeys("requests_total");
  }

  private static String plain(Fragment.Section section) {
    StringBuilder text = new StringBuilder();
    for (Chunk chunk : section.chunks()) {
      ByteBuffer bytes = ByteBuffer.allocate(chunk.plainLength());
      chunk.writeTo(bytes, Encoding.IDENTITY);
      text.append(new String(bytes.array(), StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  @Test
  void lines_areThoseOfTheFragmentWriter() {
    Random random = new Random(17);
    for (int round = 0; round < 50; round++) {
      FragmentWriter writer = new FragmentWriter().family("requests_total");
      Map<String, Long> numbers = new LinkedHashMap<>();
      String zone = odd(random);
      for (int i = 0; i < 20; i++) {
        String host = i + odd(random);
        long number = random.nextLong() >> random.nextInt(63);
        numbers.put(SeriesKey.of(List.of(host)), number);
        writer.sample(LABELS, List.of(zone, host), number);
      }

      assertThat(text(render(List.of(new Hosts(zone, numbers))))).isEqualTo(text(writer.finish()));
    }
  }

  @Test
  void unchangedSamples_keepTheirBytes() {
    List<Samples> zones = new ArrayList<>();
    for (int zone = 0; zone < 20; zone++) {
      zones.add(hosts("zone" + zone, 300, 1));
    }
    List<Chunk> before = chunks(render(zones));

    zones.set(7, hosts("zone7", 300, 2));
    Fragment after = render(zones);

    assertThat(before).hasSize(20);
    for (int zone = 0; zone < 20; zone++) {
      assertThat(chunks(after).get(zone) == before.get(zone)).isEqualTo(zone != 7);
    }
    assertThat(text(after))
        .isEqualTo(text(new FragmentRenderer().render(Map.of("requests_total", zones))));
  }

  @Test
  void smallSamples_shareAPiece() {
    List<Samples> zones = new ArrayList<>();
    for (int zone = 0; zone < 1_000; zone++) {
      zones.add(hosts("zone" + zone, 2, 1));
    }

    Fragment fragment = render(zones);

    assertThat(chunks(fragment)).hasSizeLessThan(10);
    assertThat(fragment.series()).isEqualTo(2_000);
    assertThat(text(fragment).lines()).hasSize(2_000);
  }

  @Test
  void familyWithoutSamples_leavesNoTrace() {
    assertThat(render(List.of())).isSameAs(Fragment.EMPTY);
    assertThat(render(List.of(hosts("z", 0, 1)))).isSameAs(Fragment.EMPTY);
  }

  private Fragment render(List<Samples> samples) {
    return renderer.render(Map.of("requests_total", samples));
  }

  private static Samples hosts(String zone, int count, long number) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (int host = 0; host < count; host++) {
      numbers.put("host" + host, number);
    }
    return new Hosts(zone, numbers);
  }

  private static String odd(Random random) {
    List<String> characters = new ArrayList<>(List.of(ODD.split("")));
    Collections.shuffle(characters, random);
    return String.join("", characters.subList(0, random.nextInt(characters.size())));
  }

  private static List<Chunk> chunks(Fragment fragment) {
    return fragment.sections().get(0).chunks();
  }

  private static String text(Fragment fragment) {
    ByteBuffer text = ByteBuffer.allocate((int) fragment.plainLength());
    chunks(fragment).forEach(chunk -> chunk.writeTo(text, Encoding.IDENTITY));
    return new String(text.array(), StandardCharsets.UTF_8);
  }
}
