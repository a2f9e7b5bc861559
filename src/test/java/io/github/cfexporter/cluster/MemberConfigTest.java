package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.EndpointConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.instance.ProtocolType;
import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.github.cfexporter.cluster.counters.UnstoredWindows;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MemberConfigTest {
  private static final List<String> MEMBERS = List.of("10.0.0.1:5701", "10.0.0.2:5701");

  private static final String CALLS_FROM_ANY = "hazelcast.socket.client.bind.any";

  @Test
  void clusterName_staysOutOfTheLog() {
    assertThat(
            of(Optional.empty(), Optional.empty()).getProperty("hazelcast.logging.details.enabled"))
        .isEqualTo("false");
  }

  /** cases.md 24a: Hazelcast serializes backups, however large, even where no other member is. */
  @Test
  void memberAlone_makesNoBackups() {
    Config alone = MemberConfig.alone(
        "alone", Optional.empty(), new UnstoredWindows(), SeriesMemory.ofProcess(() -> 1));

    assertThat(alone.getMapConfigs().values())
        .isNotEmpty()
        .allMatch(map -> map.getTotalBackupCount() == 0);
    assertThat(of(Optional.empty(), Optional.empty()).getMapConfig(Maps.COUNTERS))
        .matches(map -> map.getTotalBackupCount() == Maps.MOST_BACKUPS);
  }

  /** cases.md 40: whoever knew the name could read and write all maps. */
  @Test
  void port_isForMembersOnly() {
    AdvancedNetworkConfig network =
        of(Optional.empty(), Optional.empty()).getAdvancedNetworkConfig();

    assertThat(network.isEnabled()).isTrue();
    assertThat(network.getEndpointConfigs().values())
        .extracting(EndpointConfig::getProtocolType)
        .containsExactly(ProtocolType.MEMBER);
  }

  @Test
  void listedMembers_areTheOnlyWayToFindOthers() {
    JoinConfig join =
        of(Optional.empty(), Optional.empty()).getAdvancedNetworkConfig().getJoin();

    assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
    assertThat(join.getTcpIpConfig().getMembers()).isEqualTo(MEMBERS);
    assertThat(join.getKubernetesConfig().isEnabled()).isFalse();
    assertThat(join.getMulticastConfig().isEnabled()).isFalse();
    assertThat(join.getAutoDetectionConfig().isEnabled()).isFalse();
  }

  @Test
  void headlessService_isLookedUpInstead() {
    JoinConfig join = of(Optional.empty(), Optional.of("exporter.monitoring.svc"))
        .getAdvancedNetworkConfig()
        .getJoin();

    assertThat(join.getKubernetesConfig().isEnabled()).isTrue();
    assertThat(join.getKubernetesConfig().getProperty("service-dns"))
        .isEqualTo("exporter.monitoring.svc");
    assertThat(join.getKubernetesConfig().getProperty("service-port")).isEqualTo("5701");
    assertThat(join.getTcpIpConfig().isEnabled()).isFalse();
  }

  @Test
  void publicAddress_isNotWhereCallsComeFrom() {
    assertThat(at(Optional.empty()).getProperty(CALLS_FROM_ANY)).isEqualTo("false");
    assertThat(at(Optional.of("192.0.2.7:5701")).getProperty(CALLS_FROM_ANY)).isNull();
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

  /** Vert.x writes it again when a member goes; a backup that is missed must not stop a start. */
  @Test
  void whatVertxKeeps_needsNoBackupToConfirmIt() {
    Config config = of(Optional.empty(), Optional.empty());

    assertThat(config.getProperty("hazelcast.operation.fail.on.indeterminate.state"))
        .isEqualTo("true");
    assertThat(config.getMultiMapConfig("__vertx.subs").getBackupCount()).isZero();
    assertThat(config.getMapConfig("__vertx.nodeInfo").getBackupCount()).isZero();
    assertThat(config.getMapConfig("__vertx.haInfo").getBackupCount()).isZero();
    assertThat(config.getMapConfig(Maps.COUNTERS).getBackupCount()).isEqualTo(1);
  }

  @Test
  void memberWithoutAPort_isAskedOnThatOfThisNode() {
    List<String> members = List.of("node-a", "10.0.0.2:5703", "[fd00::3]", "[fd00::4]:5704");

    assertThat(with(members, Optional.empty()).addresses())
        .containsExactly("node-a:5701", "10.0.0.2:5703", "[fd00::3]:5701", "[fd00::4]:5704");
  }

  private static Config of(Optional<String> publicAddress, Optional<String> service) {
    return among(
        with(service.isPresent() ? List.of() : MEMBERS, service),
        new MemberConfig.Endpoint("127.0.0.1", 0, publicAddress));
  }

  private static Config at(Optional<String> publicAddress) {
    return of(publicAddress, Optional.empty());
  }

  private static Neighbours with(List<String> members, Optional<String> service) {
    return new Neighbours(
        "exporters",
        Optional.of("open sesame"),
        Optional.empty(),
        members,
        service,
        5701,
        0,
        Optional.empty(),
        Optional.empty());
  }

  private static Config among(Neighbours neighbours, MemberConfig.Endpoint endpoint) {
    return MemberConfig.among(
        neighbours,
        "exporters-digest",
        endpoint,
        Optional.empty(),
        new UnstoredWindows(),
        SeriesMemory.ofProcess(() -> 1));
  }
}
