package io.github.cfexporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** cases.md 41: a cluster that others than this machine might reach has a secret. */
@Tag("unit")
class ClusterRulesTest {
  private static final String LOOPBACK = "127.0.0.1:5701";

  @ParameterizedTest
  @ValueSource(
      strings = {
        LOOPBACK,
        "127.0.0.1:5701,127.0.0.1:5702",
        "localhost",
        "127.0.1.3:5701,localhost:5702",
        "[::1]:5701",
        "[0:0:0:0:0:0:0:1]"
      })
  void membersOnLoopback_needNoSecret(String members) {
    assertThatCode(() -> read(Map.of("CLUSTER_MEMBERS", members))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "127.0.0.1:5701,10.0.0.1:5701",
        "node-a",
        "localhost.example:5701",
        "127.0.0.1.example",
        "[::2]:5701",
        "[fd00::1]"
      })
  void membersElsewhere_needOne(String members) {
    assertThatThrownBy(() -> read(Map.of("CLUSTER_MEMBERS", members)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("CLUSTER_SECRET")
        .hasMessageContaining("not on loopback");
    assertThatCode(() -> read(Map.of("CLUSTER_MEMBERS", members, "CLUSTER_SECRET", "open sesame")))
        .doesNotThrowAnyException();
  }

  @Test
  void otherPlacesThanTheMembers_needOneToo() {
    assertThatRefused(Map.of("CLUSTER_MEMBERS", LOOPBACK, "CLUSTER_BIND_ADDRESS", "0.0.0.0"));
    assertThatRefused(Map.of("CLUSTER_MEMBERS", LOOPBACK, "CLUSTER_BIND_ADDRESS", "::"));
    assertThatRefused(Map.of("CLUSTER_MEMBERS", LOOPBACK, "CLUSTER_PUBLIC_ADDRESS", "192.0.2.7:1"));
    assertThatRefused(Map.of("CLUSTER_KUBERNETES_SERVICE", "exporter.monitoring.svc"));
    assertThatCode(() -> read(Map.of(
            "CLUSTER_MEMBERS", "[::1]",
            "CLUSTER_BIND_ADDRESS", "::1",
            "CLUSTER_PUBLIC_ADDRESS", "localhost:5703")))
        .doesNotThrowAnyException();
  }

  @Test
  void nodeThatIsAlone_needsNone() {
    assertThatCode(() -> read(Map.of("CLUSTER_BIND_ADDRESS", "10.0.0.1")))
        .doesNotThrowAnyException();
  }

  @Test
  void certificates_areThreeFilesAndASecret() {
    Map<String, String> all = Map.of(
        "CLUSTER_MEMBERS", "10.0.0.1",
        "CLUSTER_SECRET", "open sesame",
        "CLUSTER_TLS_CERTIFICATE_FILE", "node.crt",
        "CLUSTER_TLS_KEY_FILE", "node.key",
        "CLUSTER_TLS_CA_FILE", "ca.crt");
    assertThatCode(() -> read(all)).doesNotThrowAnyException();
    for (String missing : all.keySet()) {
      Map<String, String> rest = new HashMap<>(all);
      rest.remove(missing);
      if (!missing.equals("CLUSTER_MEMBERS")) {
        assertThatThrownBy(() -> read(rest)).hasMessageContaining(missing);
      }
    }
  }

  private static void assertThatRefused(Map<String, String> environment) {
    assertThatThrownBy(() -> read(environment))
        .isInstanceOf(SettingsException.class)
        .satisfies(refusal -> assertThat(refusal).hasMessageContaining("CLUSTER_SECRET"));
  }

  private static void read(Map<String, String> environment) {
    Settings.read(Given.environment(environment));
  }
}
