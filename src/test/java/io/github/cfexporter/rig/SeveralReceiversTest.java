package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several receivers of remote write: each gets everything, at its own pace. */
@Tag("rig")
class SeveralReceiversTest {
  private static final String FIRST = "https://first.example/api/v1/write";
  private static final String SECOND = "https://second.example/api/v1/write";

  @Test
  void receiverThatIsDown_holdsNobodyUp_andGetsEverythingInTheEnd() {
    WrittenSamples first = new WrittenSamples();
    WrittenSamples second = new WrittenSamples();
    Map<String, String> settings = Map.of("REMOTE_WRITE_URL", FIRST + "," + SECOND);
    Remotes remotes =
        new Remotes(url -> url.startsWith("https://first.") ? first : second, Optional.empty());
    try (Rig rig = Rig.sending(World.of(1, 2), settings, remotes)) {
      rig.advance(Duration.ofMinutes(6));
      second.answers(() -> WrittenSamples.reply(503));
      rig.advance(Duration.ofMinutes(10));

      new MinuteBooks(rig, first).assertExact(60);
      assertThat(samples(second)).isPositive().isLessThan(samples(first) / 2);

      second.works();
      rig.advance(Duration.ofMinutes(4));
      new MinuteBooks(rig, first).assertExact(60);
      new MinuteBooks(rig, second).assertExact(60);
      assertThat(samples(second)).isEqualTo(samples(first)).isGreaterThan(5_000);
      new Books(rig).assertExact();
    }
  }

  private static int samples(WrittenSamples receiver) {
    return receiver.series().values().stream().mapToInt(Map::size).sum();
  }
}
