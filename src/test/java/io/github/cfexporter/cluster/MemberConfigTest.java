package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemberConfigTest {
  private static final List<String> MEMBERS = List.of("10.0.0.1:5701", "10.0.0.2:5701");

  @Test
  void nodesOfAnotherSecret_areStrangers() {
    String name = of(Optional.of("open sesame"), Optional.empty()).getClusterName();

    assertThat(name)
        .isEqualTo(of(Optional.of("open sesame"), Optional.empty()).getClusterName())
        .isNotEqualTo(of(Optional.of("open barley"), Optional.empty()).getClusterName())
        .isNotEqualTo(of(Optional.empty(), Optional.empty()).getClusterName())
        .startsWith("exporters")
        .doesNotContain("sesame");
  }

  @Test
  void listedMembers_areTheOnlyWayToFindOthers() {
    JoinConfig join = of(Optional.empty(), Optional.empty()).getNetworkConfig().getJoin();

    assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
    assertThat(join.getTcpIpConfig().getMembers()).isEqualTo(MEMBERS);
    assertThat(join.getKubernetesConfig().isEnabled()).isFalse();
    assertThat(join.getMulticastConfig().isEnabled()).isFalse();
    assertThat(join.getAutoDetectionConfig().isEnabled()).isFalse();
  }

  @Test
  void headlessService_isLookedUpInstead() {
    JoinConfig join = of(Optional.empty(), Optional.of("exporter.monitoring.svc"))
        .getNetworkConfig()
        .getJoin();

    assertThat(join.getKubernetesConfig().isEnabled()).isTrue();
    assertThat(join.getKubernetesConfig().getProperty("service-dns"))
        .isEqualTo("exporter.monitoring.svc");
    assertThat(join.getKubernetesConfig().getProperty("service-port")).isEqualTo("5701");
    assertThat(join.getTcpIpConfig().isEnabled()).isFalse();
  }

  private static Config of(Optional<String> secret, Optional<String> service) {
    Neighbours neighbours = new Neighbours(
        "exporters",
        secret,
        service.isPresent() ? List.of() : MEMBERS,
        service,
        5701,
        Optional.empty(),
        Optional.empty());
    return MemberConfig.among(neighbours, Optional.empty(), new Unstored());
  }
}
