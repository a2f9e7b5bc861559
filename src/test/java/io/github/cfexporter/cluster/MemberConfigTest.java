package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemberConfigTest {
  private static final List<String> MEMBERS = List.of("10.0.0.1:5701", "10.0.0.2:5701");

  private static final String CALLS_FROM_ANY = "hazelcast.socket.client.bind.any";

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

  @Test
  void publicAddress_isNotWhereCallsComeFrom() {
    Optional<String> own = Optional.of("10.0.0.1");

    assertThat(at(own, Optional.empty()).getProperty(CALLS_FROM_ANY)).isEqualTo("false");
    assertThat(at(own, Optional.of("192.0.2.7:5701")).getProperty(CALLS_FROM_ANY))
        .isNull();
  }

  @Test
  void everyNodeOfSeven_hasEveryEntry() {
    Config config = of(Optional.empty(), Optional.empty());

    assertThat(config.getMapConfigs().values())
        .isNotEmpty()
        .allSatisfy(
            map -> assertThat(map.getTotalBackupCount()).as(map.getName()).isEqualTo(6));
    assertThat(config.getMultiMapConfig("__vertx.subs").getTotalBackupCount()).isEqualTo(6);
  }

  private static Config of(Optional<String> secret, Optional<String> service) {
    List<String> members = service.isPresent() ? List.of() : MEMBERS;
    return of(new Neighbours(
        "exporters", secret, members, service, 5701, Optional.empty(), Optional.empty()));
  }

  private static Config at(Optional<String> bindAddress, Optional<String> publicAddress) {
    return of(new Neighbours(
        "exporters",
        Optional.empty(),
        MEMBERS,
        Optional.empty(),
        5701,
        bindAddress,
        publicAddress));
  }

  private static Config of(Neighbours neighbours) {
    return MemberConfig.among(
        neighbours, Optional.empty(), new Unstored(), HeldSeries.ofProcess(() -> 1));
  }
}
