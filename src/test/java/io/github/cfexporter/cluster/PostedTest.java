package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PostedTest {
  private static final Map<String, Long> NOON = Map.of("groups/zone-1", 120L, "groups/zone-2", 60L);

  @Test
  void laterReign_isNewer_andWithinOneTheLaterPost() {
    assertThat(posted(2, 1, NOON).isNewerThan(posted(1, 9, NOON))).isTrue();
    assertThat(posted(2, 1, NOON).isNewerThan(posted(2, 0, NOON))).isTrue();
    assertThat(posted(2, 1, NOON).isNewerThan(posted(2, 1, NOON))).isFalse();
  }

  /** One zone that has come further does not make up for another one that would go back. */
  @Test
  void countersThatWouldGoBackAnywhere_areNotAsFar() {
    Posted shown = posted(1, 1, NOON);

    assertThat(posted(2, 2, NOON).isAsFarAs(shown)).isTrue();
    assertThat(posted(2, 2, Map.of("groups/zone-1", 180L, "groups/zone-2", 60L)).isAsFarAs(shown))
        .isTrue();
    assertThat(posted(2, 2, Map.of("groups/zone-1", 600L, "groups/zone-2", 0L)).isAsFarAs(shown))
        .isFalse();
  }

  @Test
  void zonesThatCameOrWent_doNotMatter() {
    assertThat(posted(2, 2, Map.of("groups/zone-1", 120L)).isAsFarAs(posted(1, 1, NOON)))
        .isTrue();
    assertThat(posted(2, 2, NOON).isAsFarAs(posted(1, 1, Map.of()))).isTrue();
  }

  @Test
  void otherNodes_readWhatWasWritten() {
    SerializationConfig config = new SerializationConfig();
    Serializers.register(config);
    SerializationService hazelcast =
        new DefaultSerializationServiceBuilder().setConfig(config).build();
    Posted written = new Posted(3, 4, NOON, new byte[] {5, 6});

    Posted read = hazelcast.toObject(hazelcast.toData(written));

    assertThat(read).usingRecursiveComparison().isEqualTo(written);
  }

  private static Posted posted(long reign, long sequence, Map<String, Long> watermarks) {
    return new Posted(reign, sequence, watermarks, new byte[0]);
  }
}
