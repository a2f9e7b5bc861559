package io.github.cfexporter.deploy;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The unit of the Debian package, judged by systemd without being installed. */
@Tag("unit")
class ServiceUnitTest {
  private static final Path UNIT = Path.of("conf/debian/cloudflare-exporter.service");
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  @TempDir
  Path root;

  /** As it comes, and with what installing.md adds for a key of TLS. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void unit_isTakenBySystemd(boolean edited) throws Exception {
    needSystemd();
    Path units = Files.createDirectories(root.resolve("lib/systemd/system"));
    run("cp", "-r", "/lib/systemd/system/.", units.toString());
    Files.copy(UNIT, units.resolve(UNIT.getFileName()));
    if (edited) {
      Path dropIn = Files.createDirectories(units.resolve(UNIT.getFileName() + ".d"));
      Files.writeString(dropIn.resolve("override.conf"), "[Service]\n" + documentedKey() + "\n");
    }
    Path kill = Files.createDirectories(root.resolve("bin")).resolve("kill");
    Files.createFile(kill, PosixFilePermissions.asFileAttribute(Set.of(OWNER_EXECUTE)));
    Path program = root.resolve("usr/bin/cloudflare-exporter");
    Files.createDirectories(program.getParent());
    Files.copy(Path.of("conf/debian/cloudflare-exporter"), program);
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertThat(run(
            ANALYZE.toString(),
            "verify",
            "--man=no",
            "--root=" + root,
            UNIT.getFileName().toString()))
        .isEmpty();
  }

  /** At most 3.0 of 10; the option takes tenths. */
  @Test
  void unit_isHardened() throws Exception {
    needSystemd();

    assertThat(run(
            ANALYZE.toString(),
            "security",
            "--offline=true",
            "--threshold=30",
            "--no-pager",
            UNIT.toString()))
        .contains("Overall exposure level");
  }

  @Test
  void unit_startsAgain_reloads_readsATokenThatOnlyRootMayRead_andKeepsItsData()
      throws IOException {
    List<String> lines = Files.readAllLines(UNIT);

    assertThat(lines)
        .contains(
            "Restart=always",
            "DynamicUser=yes",
            "ExecReload=/bin/kill -HUP $MAINPID",
            "LoadCredential=api-token:/etc/cloudflare-exporter/api-token",
            "StateDirectory=cloudflare-exporter",
            "Environment=DATA_DIRECTORY=%S/cloudflare-exporter");
    assertThat(lines.stream()
            .filter(line -> line.startsWith("Environment="))
            .map(line -> line.split("=", -1)[1]))
        .isSubsetOf(Settings.ALL.stream().map(Setting::variable).toList());
  }

  @Test
  void everyVariableOfTheEnvironmentFile_isRead() throws IOException {
    List<String> named = Pattern.compile("(?m)^#([A-Z_]+)=")
        .matcher(Files.readString(Path.of("conf/debian/environment")))
        .results()
        .map(found -> found.group(1))
        .filter(name -> !name.equals("JAVA_OPTS"))
        .toList();

    assertThat(named)
        .isNotEmpty()
        .isSubsetOf(Settings.ALL.stream().map(Setting::variable).toList());
  }

  /** The line of installing.md that gives the service a key which only root may read. */
  private static String documentedKey() throws IOException {
    return Pattern.compile("LoadCredential=server\\.key:\\S+(?=,)")
        .matcher(Files.readString(Path.of("src/site/markdown/installing.md")))
        .results()
        .map(MatchResult::group)
        .findFirst()
        .orElseThrow();
  }

  private static void needSystemd() {
    assumeTrue(Files.isExecutable(ANALYZE), "systemd-analyze is not installed");
  }

  /** What it prints, if it ends with 0. */
  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
