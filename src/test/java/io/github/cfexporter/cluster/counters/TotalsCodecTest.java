package io.github.cfexporter.cluster.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Gauges;
import io.github.cfexporter.counting.Minute;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.JournalTerms;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.SeriesTable;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.counting.version.VersionVector;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored totals are read in the form of now and in that of before, with and without a journal. */
@Tag("unit")
class TotalsCodecTest {
  private static final String RECEIVER = "https://receiver.example";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  @Test
  void formWithoutWindowsOfSeries_isRead_andAllOfItHasBeenShown() throws IOException {
    out.writeByte(1);
    out.writeLong(120);
    out.writeInt(1);
    text("requests");
    out.writeInt(0); // labels
    series("200", 7);
    out.writeInt(90); // grew last

    Totals totals = TotalsCodec.decode(bytes.toByteArray());

    assertThat(totals.watermark()).isEqualTo(120);
    assertThat(totals.shownTo()).isEqualTo(120);
    assertThat(totals.heldSince()).isEmpty();
    assertThat(totals.families().iterator().next().series().toMap()).isEqualTo(Map.of("200", 7L));
    assertThat(totals.journal().isEmpty()).isTrue();
  }

  @Test
  void formWithoutWriters_isRead() throws IOException {
    out.writeByte(2);
    out.writeLong(120);
    out.writeLong(60);
    out.writeInt(0);

    Totals totals = TotalsCodec.decode(bytes.toByteArray());

    assertThat(totals.watermark()).isEqualTo(120);
    assertThat(totals.version()).isEqualTo(new Version(VersionVector.upTo(120), 60));
  }

  /** 0x41 was never released. */
  @ParameterizedTest
  @ValueSource(ints = {0, 4, 0x40, 0x41, 0x44, 0x82})
  void otherForms_areRefused(int form) throws IOException {
    out.writeByte(form);
    out.writeLong(120);

    assertThatThrownBy(() -> TotalsCodec.decode(bytes.toByteArray()))
        .isInstanceOf(IOException.class)
        .hasMessage("unknown version of totals: " + form);
  }

  private void series(String key, long total) throws IOException {
    out.writeInt(1);
    text(key);
    out.writeLong(total);
  }

  private void text(String text) throws IOException {
    byte[] utf = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf.length);
    out.write(utf);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void formOfNow_comesBackWhole(boolean journal) throws IOException {
    Retention kept = new Retention(0, 10, 60);
    JournalTerms terms = new JournalTerms(0, 1_000_000, Map.of(RECEIVER, 60L));
    Totals totals = Totals.startingAt(60);
    totals.add(60, new Window(60, 180), delta(), journal ? kept.with(terms) : kept);

    byte[] encoded = TotalsCodec.encode(totals);
    Totals back = TotalsCodec.decode(encoded);

    assertThat(encoded[0]).isEqualTo((byte) (journal ? 0x43 : 3));
    assertThat(back.version()).isEqualTo(totals.version());
    assertThat(back.shownTo()).isEqualTo(60);
    assertThat(back.heldSince()).isEqualTo(totals.heldSince()).isNotEmpty();
    assertThat(back.journal().entries()).hasSize(journal ? 2 : 0);
    assertThat(TotalsCodec.encode(back)).isEqualTo(encoded);
    if (journal) {
      assertThat(back.journal().entries().get(0).gauges().get(0).amount()).isTrue();
      assertThat(back.heldSince()).containsExactlyInAnyOrder(120, 180);
    }
  }

  private static Delta delta() {
    Gauges gauges = new Gauges("cached", List.of(), true, Map.of("", 3.0));
    return new Delta(
        List.of(family("a", "b")),
        List.of(gauges),
        0,
        List.of(
            new Minute(120, List.of(family("a")), List.of(gauges)),
            new Minute(180, List.of(family("b")), List.of(gauges))));
  }

  private static FamilyTotals family(String... keys) {
    SeriesTable series = new SeriesTable();
    for (String key : keys) {
      series.add(key, 1, 0);
    }
    return new FamilyTotals("requests", List.of(), series);
  }

  @Test
  void formOfALaterRelease_isRefused() {
    assertThatThrownBy(() -> TotalsCodec.decode(new byte[] {4, 0, 0}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unknown version of totals: 4");
  }
}
