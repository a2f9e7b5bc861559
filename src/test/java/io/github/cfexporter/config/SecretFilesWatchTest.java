package io.github.cfexporter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Secrets in files that change while the exporter runs. */
@Tag("unit")
class SecretFilesWatchTest extends SettingsWatchFixture {
  @Test
  void newToken_isUsed_andHiddenFromThenOn() throws IOException {
    List<Settings> heard = new ArrayList<>();
    live.onChange((before, settings) -> heard.add(settings));
    Files.writeString(token, "second-token\n");

    look(2_000);

    assertThat(live.get().credentials().get(0).secret().reveal()).isEqualTo("second-token");
    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).secrets()).contains(live.get().credentials().get(0).secret());
  }

  @Test
  void unusableSecrets_leaveTheOldOnes_andTheFileFree() throws IOException {
    Files.writeString(token, "two words\n");
    Files.delete(password);
    Files.writeString(file, "queryLimit: 7\n");

    look(60_000);

    assertThat(live.get().credentials().get(0).secret().reveal()).isEqualTo("first-token");
    assertThat(queryLimit()).isEqualTo(7);
    assertThat(mistakes)
        .hasSize(2)
        .extracting(Mistake::toString)
        .noneMatch(mistake -> mistake.contains("two words"));

    Files.writeString(password, "password2\n");
    look(2_000);
    assertThat(live.get().secrets()).extracting(Object::toString).containsOnly("***");
    assertThat(live.get().secrets()).anyMatch(secret -> secret.reveal().equals("password2"));
  }
}
