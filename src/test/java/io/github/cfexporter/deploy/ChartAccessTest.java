package io.github.cfexporter.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart with a web configuration: probes and monitor get in, and contradictions are refused. */
@Tag("unit")
class ChartAccessTest {
  @Test
  void withoutTls_probesAskByHttp_andTheMonitorNeedsNothing() {
    Manifests manifests = Manifests.render(
        ChartValues.with(ChartValues.ALONE, Map.of("serviceMonitor.enabled", true)));

    assertThat(probes(manifests))
        .containsExactly("HTTP /-/ready http", "HTTP /-/ready http", "HTTP /-/healthy http");
    assertThat(endpoints(manifests)).singleElement().satisfies(endpoint -> {
      assertThat(endpoint.getScheme()).isNull();
      assertThat(endpoint.getTlsConfig()).isNull();
      assertThat(endpoint.getBasicAuth()).isNull();
    });
  }

  @Test
  void withTls_probesAskByHttps_andTheMonitorTrustsTheAuthority() {
    Manifests manifests = Manifests.render(ChartValues.TLS);

    assertThat(probes(manifests))
        .containsExactly("HTTPS /-/ready http", "HTTPS /-/ready http", "HTTPS /-/healthy http");
    assertThat(endpoints(manifests)).singleElement().satisfies(endpoint -> {
      assertThat(endpoint.getScheme()).isEqualTo("https");
      assertThat(endpoint.getTlsConfig().getServerName())
          .isEqualTo("exporter-cloudflare-exporter.monitoring.svc");
      assertThat(endpoint.getTlsConfig().getInsecureSkipVerify()).isFalse();
      assertThat(endpoint.getTlsConfig().getCa().getSecret().getName()).isEqualTo("certificate");
      assertThat(endpoint.getTlsConfig().getCa().getSecret().getKey()).isEqualTo("ca.crt");
      assertThat(endpoint.getTlsConfig().getCert()).isNull();
      assertThat(endpoint.getBasicAuth().getPassword().getName()).isEqualTo("prometheus-login");
    });
  }

  /** The kubelet has no certificate of its own. */
  @Test
  void withClientCertificates_probesTryThePort_andTheMonitorShowsItsOwnAtEveryNode() {
    Manifests manifests = Manifests.render(ChartValues.MUTUAL_TLS);

    assertThat(probes(manifests)).containsOnly("TCP http").hasSize(3);
    assertThat(endpoints(manifests)).hasSize(2).allSatisfy(endpoint -> {
      assertThat(endpoint.getScheme()).isEqualTo("https");
      assertThat(endpoint.getTlsConfig().getCert().getSecret().getName()).isEqualTo("prometheus");
      assertThat(endpoint.getTlsConfig().getCert().getSecret().getKey()).isEqualTo("tls.crt");
      assertThat(endpoint.getTlsConfig().getKeySecret().getName()).isEqualTo("prometheus");
      assertThat(endpoint.getTlsConfig().getKeySecret().getKey()).isEqualTo("tls.key");
    });
  }

  @Test
  void monitor_mayTrustAnyCertificate_orOneOfAnotherName() {
    Map<String, Object> any = ChartValues.with(
        ChartValues.TLS,
        Map.of(
            "serviceMonitor.tls.caSecret",
            "",
            "serviceMonitor.tls.insecureSkipVerify",
            true,
            "serviceMonitor.tls.serverName",
            "exporter.example"));

    assertThat(endpoints(Manifests.render(any))).singleElement().satisfies(endpoint -> {
      assertThat(endpoint.getTlsConfig().getInsecureSkipVerify()).isTrue();
      assertThat(endpoint.getTlsConfig().getCa()).isNull();
      assertThat(endpoint.getTlsConfig().getServerName()).isEqualTo("exporter.example");
    });
  }

  /** Its certificates are named relative to it, so they have to stand in one directory. */
  @Test
  void webConfiguration_standsBesideItsCertificates() {
    Manifests manifests = Manifests.render(ChartValues.TLS);
    Volume web = manifests.pod().getVolumes().stream()
        .filter(volume -> volume.getName().equals("web"))
        .findFirst()
        .orElseThrow();

    assertThat(web.getProjected().getSources())
        .extracting(source -> source.getSecret().getName())
        .containsExactly("web", "certificate");
    assertThat(manifests.value("WEB_CONFIG_FILE"))
        .isEqualTo("/run/secrets/exporter/web/web-config.yaml");
    assertThat(manifests.container().getVolumeMounts()).anySatisfy(mount -> {
      assertThat(mount.getName()).isEqualTo("web");
      assertThat(mount.getMountPath()).isEqualTo("/run/secrets/exporter/web");
      assertThat(mount.getReadOnly()).isTrue();
    });
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void valuesThatContradictEachOther_areRefusedByName(String named, Map<String, Object> more) {
    Map<String, Object> values = ChartValues.with(ChartValues.ALONE, more);

    assertThatThrownBy(() -> Manifests.render(values)).hasMessageContaining(named);
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        refused("existingSecret", Map.of("webConfig.tls", true)),
        refused("existingSecret", Map.of("webConfig.certificatesSecret", "certificate")),
        refused(
            "tls", Map.of("webConfig.existingSecret", "web", "webConfig.clientCertificates", true)),
        refused("caSecret", Map.of("serviceMonitor.tls.caSecret", "authority")),
        refused("clientSecret", Map.of("serviceMonitor.tls.clientSecret", "prometheus")),
        refused("serverName", Map.of("serviceMonitor.tls.serverName", "exporter.example")),
        refused("insecureSkipVerify", Map.of("serviceMonitor.tls.insecureSkipVerify", true)),
        refused(
            "caSecret",
            ChartValues.with(
                ChartValues.TLS, Map.of("serviceMonitor.tls.insecureSkipVerify", true))),
        refused(
            "clientSecret",
            ChartValues.with(ChartValues.TLS, Map.of("webConfig.clientCertificates", true))),
        refused(
            "extraEnv",
            Map.of("extraEnv[0].name", "WEB_CONFIG_FILE", "extraEnv[0].value", "/web.yaml")));
  }

  private static Arguments refused(String named, Map<String, Object> values) {
    return Arguments.of(named, values);
  }

  private static List<Endpoint> endpoints(Manifests manifests) {
    return manifests.only(ServiceMonitor.class).getSpec().getEndpoints();
  }

  private static List<String> probes(Manifests manifests) {
    Container container = manifests.container();
    return Stream.of(
            container.getStartupProbe(),
            container.getReadinessProbe(),
            container.getLivenessProbe())
        .map(ChartAccessTest::word)
        .toList();
  }

  private static String word(Probe probe) {
    if (probe.getHttpGet() == null) {
      return "TCP " + probe.getTcpSocket().getPort().getStrVal();
    }
    var get = probe.getHttpGet();
    return Objects.requireNonNullElse(get.getScheme(), "HTTP") + " " + get.getPath() + " "
        + get.getPort().getStrVal();
  }

  /** The directory is always there, so that a kind can come without a restart. */
  @Test
  void queryKinds_becomeFilesOfTheDirectory() {
    Manifests manifests = Manifests.render(ChartValues.with(
        ChartValues.ALONE, Map.of("queryKinds.shop-methods", "kind: shop-methods")));
    String name = "exporter-cloudflare-exporter-query-kinds";

    assertThat(manifests.of(ConfigMap.class))
        .filteredOn(config -> config.getMetadata().getName().equals(name))
        .singleElement()
        .satisfies(config -> assertThat(config.getData())
            .containsEntry("shop-methods.yaml", "kind: shop-methods\n"));
    assertThat(manifests.container().getVolumeMounts()).anySatisfy(mount -> {
      assertThat(mount.getMountPath()).isEqualTo(manifests.value("QUERY_KINDS_DIRECTORY"));
      assertThat(mount.getName()).isEqualTo("query-kinds");
    });
    assertThat(Manifests.render(ChartValues.ALONE).of(ConfigMap.class)).hasSize(2);
    assertThatThrownBy(() -> Manifests.render(
            ChartValues.with(ChartValues.ALONE, Map.of("queryKinds.Shop", "kind: Shop"))))
        .hasMessageContaining("invalid propertyName 'Shop'");
  }
}
