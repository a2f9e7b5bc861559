package io.github.cfexporter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.github.cfexporter.settings.Tunables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PerSettingsTest {

  @Test
  void whatFollows_isWorkedOutOnceForEachSettings_andNotBeforeItIsAskedFor() {
    Settings first = denying("a");
    Settings second = denying("b");
    AtomicReference<Settings> current = new AtomicReference<>(first);
    List<Settings> asked = new ArrayList<>();
    PerSettings<Object> denied = new PerSettings<>(current::get, now -> {
      asked.add(now);
      return now.get(Tunables.METRICS_DENYLIST);
    });

    assertThat(asked).isEmpty();
    assertThat(denied.get()).isEqualTo(first.get(Tunables.METRICS_DENYLIST)).isSameAs(denied.get());

    current.set(second);
    assertThat(denied.get())
        .isEqualTo(second.get(Tunables.METRICS_DENYLIST))
        .isSameAs(denied.get());
    assertThat(asked).containsExactly(first, second);
  }

  private static Settings denying(String name) {
    return Settings.read(new Sources(
        Map.of(),
        Map.of(
            "METRICS_DENYLIST",
            "cloudflare_" + name,
            "CLOUDFLARE_API_TOKEN",
            "a-token-of-some-length"),
        Map.of(),
        none -> ""));
  }
}
