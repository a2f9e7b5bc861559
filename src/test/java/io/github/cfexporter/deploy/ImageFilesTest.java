package io.github.cfexporter.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Dockerfile and Compose file agree with what they are made of; scripts/release builds and starts the image. */
@Tag("unit")
class ImageFilesTest {
  private static final Path DOCKER = Path.of("conf/docker");
  private static final Pattern COPY = Pattern.compile("(?m)^COPY (?!--from)(.*) \\S+$");

  @Test
  void everythingCopiedIntoTheImage_exists() throws IOException {
    List<String> copied = new ArrayList<>();
    Matcher copies = COPY.matcher(Files.readString(DOCKER.resolve("Dockerfile")));
    while (copies.find()) {
      copied.addAll(List.of(copies.group(1).split(" ", -1)));
    }
    copied.remove("target/cloudflare-exporter.jar"); // of the build

    assertThat(copied)
        .hasSizeGreaterThan(2)
        .allSatisfy(file -> assertThat(Path.of(file)).exists());
  }

  @Test
  void image_runsAsAUserThatHasNoRights() throws IOException {
    assertThat(Files.readString(DOCKER.resolve("Dockerfile")))
        .contains("\nUSER 65532:65532\n", "\nHEALTHCHECK ", "\nVOLUME /srv/data\n");
  }

  @Test
  void variablesForTheMemory_areThoseOfTheScripts() throws IOException {
    List<String> ofScripts = Pattern.compile("(?m)^ +(\\w+)=\"\\$\\{\\w+:-(\\w+)}\"$")
        .matcher(Files.readString(Path.of("scripts/jvm-flags")))
        .results()
        .map(found -> found.group(1) + "=" + found.group(2))
        .toList();

    assertThat(ofScripts).hasSize(3);
    assertThat(Files.readString(DOCKER.resolve("Dockerfile")))
        .contains("\nENV " + String.join(" ", ofScripts) + "\n");
  }

  @Test
  void everyFileThatComposeMounts_exists() throws IOException {
    List<String> mounted = services().values().stream()
        .flatMap(service -> strings(service.get("volumes")).stream())
        .map(volume -> volume.split(":", -1)[0])
        .filter(source -> source.startsWith("."))
        .toList();

    assertThat(mounted)
        .hasSize(3)
        .allSatisfy(source -> assertThat(DOCKER.resolve(source)).exists());
  }

  @Test
  void exporterOfCompose_isLockedIn_andSetsOnlyWhatItReads() throws IOException {
    Map<String, Object> exporter = services().get("exporter");

    assertThat(exporter).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
    assertThat(((Map<?, ?>) exporter.get("environment")).keySet().stream().map(Object::toString))
        .isNotEmpty()
        .isSubsetOf(Settings.ALL.stream().map(Setting::variable).toList());
  }

  @Test
  void portsOfCompose_areOnLoopback() throws IOException {
    assertThat(services().values())
        .hasSize(3)
        .allSatisfy(service -> assertThat(strings(service.get("ports")))
            .isNotEmpty()
            .allMatch(port -> port.startsWith("127.0.0.1:")));
  }

  private static Map<String, Map<String, Object>> services() throws IOException {
    Map<String, Map<String, Map<String, Object>>> compose =
        new Yaml().load(Files.readString(DOCKER.resolve("compose.yaml")));
    return compose.get("services");
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(Object::toString).toList();
  }
}
