package io.github.cfexporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.exposition.Answer;
import io.github.cfexporter.exposition.Encoding;
import io.github.cfexporter.exposition.Format;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.FragmentWriter;
import io.github.cfexporter.http.Editions.Kind;
import io.github.cfexporter.http.Editions.Scope;
import io.github.cfexporter.settings.values.SeriesNames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class EditionsTest {
  private static final Kind PLAIN =
      new Kind(Scope.CLUSTER, SeriesNames.CLOUDFLARE, Format.TEXT, Encoding.IDENTITY);
  private static final Kind ZIPPED =
      new Kind(Scope.CLUSTER, SeriesNames.CLOUDFLARE, Format.TEXT, Encoding.GZIP);

  private final HttpSourcesFixture exporter = new HttpSourcesFixture();
  private final Editions editions = new Editions(exporter.sources());

  @AfterEach
  void forget() {
    editions.forgetAll();
  }

  @Test
  void editionOfTheMoment_isTakenUntilSomethingChanges() {
    assertThat(editions.takeIfCurrent(PLAIN)).isEmpty();

    Edition first = released(editions.take(PLAIN));
    assertThat(released(editions.take(PLAIN))).isSameAs(first);
    assertThat(editions.takeIfCurrent(PLAIN).map(EditionsTest::released)).contains(first);
    assertThat(editions.takeIfCurrent(ZIPPED)).isEmpty();

    exporter.fragments = List.of(large("a"));
    assertThat(editions.takeIfCurrent(PLAIN)).isEmpty();
    Edition second = released(editions.take(PLAIN));
    assertThat(text(second)).contains("{zone=\"a7\"} 7\n").doesNotContain("example.org");
  }

  @Test
  void blocksWithoutChange_stayWhereTheyAre() {
    Fragment quiet = large("quiet");
    exporter.fragments = List.of(quiet, large("busy"));
    List<ByteBuf> before = released(editions.take(PLAIN)).blocks();

    exporter.fragments = List.of(quiet, large("busier"));
    Edition after = released(editions.take(PLAIN));

    assertThat(after.blocks().get(0)).isSameAs(before.get(0));
    assertThat(after.blocks().get(1)).isNotSameAs(before.get(1));
    assertThat(before.get(1).refCnt()).isZero();
    assertThat(text(after)).contains("\"quiet4999\"", "\"busier4999\"").doesNotContain("busy");
  }

  /** Else a scrape of a million series would take the room of two while it is made. */
  @Test
  void supersededBlocks_areFreed_beforeOthersAreLaidOut() {
    Edition before = new Edition("before", answer("before"), Optional.empty());
    List<ByteBuf> old = before.blocks();
    List<Integer> countsOfOld = new ArrayList<>();

    Edition after = new Edition("after", answer("after"), Optional.of(before), bytes -> {
      old.forEach(block -> countsOfOld.add(block.refCnt()));
      return Unpooled.directBuffer(bytes, bytes);
    });

    assertThat(countsOfOld).isNotEmpty().containsOnly(0);
    assertThat(text(after)).contains("after4999");
    assertThat(after.release()).isTrue();
  }

  @Test
  void supersededEdition_livesUntilItIsReleased() {
    Edition beingSent = editions.take(PLAIN);
    exporter.fragments = List.of(large("a"));
    released(editions.take(PLAIN));

    assertThat(text(beingSent)).contains("example.org");
    assertThat(beingSent.release()).isTrue();
    assertThat(beingSent.blocks()).allMatch(block -> block.refCnt() == 0);
  }

  @Test
  void unusedEdition_isForgottenAfterAWhile() {
    Edition plain = released(editions.take(PLAIN));
    released(editions.take(ZIPPED));
    editions.forgetUnused();
    assertThat(plain.refCnt()).isEqualTo(1);

    released(editions.take(ZIPPED));
    editions.forgetUnused();
    assertThat(plain.refCnt()).isZero();
    assertThat(editions.takeIfCurrent(ZIPPED).map(EditionsTest::released)).isPresent();
  }

  private Answer answer(String zone) {
    exporter.fragments = List.of(large(zone));
    return released(editions.take(PLAIN)).answer();
  }

  private static Edition released(Edition edition) {
    edition.release();
    return edition;
  }

  private static String text(Edition edition) {
    return edition.blocks().stream()
        .map(block -> block.toString(StandardCharsets.UTF_8))
        .collect(Collectors.joining());
  }

  private static Fragment large(String zone) {
    FragmentWriter writer = new FragmentWriter().family("requests_total");
    for (int i = 0; i < 5_000; i++) {
      writer.sample(List.of("zone"), List.of(zone + i), i);
    }
    return writer.finish();
  }
}
