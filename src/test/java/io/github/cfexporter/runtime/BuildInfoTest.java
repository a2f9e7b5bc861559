package io.github.cfexporter.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class BuildInfoTest {
  @Test
  void line_namesVersionRevisionAndJava() {
    Properties built = new Properties();
    built.setProperty("version", "1.2.3");
    built.setProperty("revision", "0123456789ab");

    assertThat(BuildInfo.of(built, "17.0.1+12").line())
        .isEqualTo("1.2.3 (revision 0123456789ab, Java 17.0.1+12)");
  }

  @Test
  void demo_isPartOfTheVersion() {
    BuildInfo build = new BuildInfo("1.2.3", "0123456789ab", "17");

    assertThat(build.isDemo()).isFalse();
    assertThat(build.ofDemo().isDemo()).isTrue();
    assertThat(build.ofDemo().version()).isEqualTo("1.2.3+demo");
  }

  @Test
  void whatTheBuildDidNotKnow_isUnknown() {
    Properties built = new Properties();
    built.setProperty("version", "1.2.3");
    built.setProperty("revision", "${git.commit.id.abbrev}");

    assertThat(BuildInfo.of(built, "17")).isEqualTo(new BuildInfo("1.2.3", "unknown", "17"));
    assertThat(BuildInfo.of(new Properties(), "17").version()).isEqualTo("unknown");
  }
}
