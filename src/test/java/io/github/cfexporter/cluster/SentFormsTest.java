package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What travels between members is named by numbers, so that classes may move between releases. */
@Tag("unit")
class SentFormsTest {
  private static final List<Object> SENT =
      List.of(new HigherWatermark(), new LaterReign(), new AllPermits(), new NewerPost());

  @Test
  void sentObjects_carryNoClassName_andComeBack() {
    SerializationService members = new DefaultSerializationServiceBuilder()
        .setConfig(MemberConfig.alone(
                "named", Optional.empty(), new Unstored(), HeldSeries.ofProcess(() -> 1))
            .getSerializationConfig())
        .build();
    for (Object sent : SENT) {
      byte[] bytes = members.toData(sent).toByteArray();

      assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("cfexporter");
      assertThat(members.<Object>toObject(members.toData(sent))).hasSameClassAs(sent);
    }
  }
}
