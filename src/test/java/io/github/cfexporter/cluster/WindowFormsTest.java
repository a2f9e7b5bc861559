package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.internal.nio.BufferObjectDataInput;
import com.hazelcast.internal.nio.BufferObjectDataOutput;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.FamilyTotals;
import io.github.cfexporter.counting.Retention;
import io.github.cfexporter.counting.SeriesTable;
import io.github.cfexporter.counting.Window;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bytes in which nodes of this and of older releases offer each other windows, and answer. */
@Tag("unit")
class WindowFormsTest {
  private final InternalSerializationService service =
      new DefaultSerializationServiceBuilder().build();
  private final AppliedSerializer serializer = new AppliedSerializer();

  @AfterEach
  void dispose() {
    service.dispose();
  }

  @Test
  void answer_isReadAsItWasWritten() throws IOException {
    for (int refused : new int[] {0, 3}) {
      Applied applied =
          new Applied(Applied.Outcome.ADDED, 120, refused, 5_000, Map.of("requests", 7));
      BufferObjectDataOutput out = service.createObjectDataOutput();
      serializer.write(out, applied);

      assertThat(answer(out)).isEqualTo(applied);
    }
  }

  @Test
  void answerOfAReleaseWithoutACap_isRead() throws IOException {
    BufferObjectDataOutput oldest = service.createObjectDataOutput();
    oldest.writeString("ALREADY_ADDED");
    oldest.writeLong(120);
    BufferObjectDataOutput old = service.createObjectDataOutput();
    old.writeString("ADDED 3");
    old.writeLong(180);

    assertThat(answer(oldest)).isEqualTo(new Applied(Applied.Outcome.ALREADY_ADDED, 120));
    assertThat(answer(old)).isEqualTo(new Applied(Applied.Outcome.ADDED, 180, 3, 0, Map.of()));
  }

  @Test
  void window_isReadAsItWasWritten() throws IOException {
    for (Retention kept : List.of(new Retention(0, 10_000), new Retention(3_600, 1))) {
      BufferObjectDataOutput out = service.createObjectDataOutput();
      new ApplyWindow(60, new Window(60, 120), delta(), kept).writeData(out);

      ApplyWindow window = window(out);
      assertThat(window.kept()).isEqualTo(kept);
      assertThat(window.watermark()).isEqualTo(120);
    }
  }

  @Test
  void windowOfAReleaseWithoutACap_isRead() throws IOException {
    BufferObjectDataOutput out = service.createObjectDataOutput();
    out.writeLong(60);
    out.writeLong(60);
    out.writeLong(120);
    out.writeLong(3_600);
    TotalsCodec.writeFamilies(out, delta().counters());

    ApplyWindow window = window(out);
    assertThat(window.kept()).isEqualTo(new Retention(3_600, Integer.MAX_VALUE));
    assertThat(window.watermark()).isEqualTo(120);
  }

  private static Delta delta() {
    SeriesTable series = new SeriesTable();
    series.add("200", 1, 0);
    return new Delta(List.of(new FamilyTotals("requests", List.of(), series)), List.of());
  }

  private Applied answer(BufferObjectDataOutput out) throws IOException {
    return serializer.read(service.createObjectDataInput(out.toByteArray()));
  }

  private ApplyWindow window(BufferObjectDataOutput out) throws IOException {
    ApplyWindow window = new ApplyWindow();
    BufferObjectDataInput in = service.createObjectDataInput(out.toByteArray());
    window.readData(in);
    assertThat(in.position()).isEqualTo(out.toByteArray().length);
    return window;
  }
}
