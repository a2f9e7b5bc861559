package io.github.cfexporter.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The Helm chart, rendered by Helm and read by the schemas of Kubernetes' API. No cluster is needed. */
@Tag("unit")
class ChartTest {
  @Test
  void helm_findsNoFault() {
    LintResult result = new Helm(Manifests.CHART).lint().call();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  /** Unknown kinds and fields and values of a wrong type end the rendering: see Manifests. */
  @ParameterizedTest
  @MethodSource("io.github.cfexporter.deploy.ChartValues#variants")
  void everyManifest_isWhatKubernetesTakes(Map<String, Object> values) {
    assertThat(Manifests.render(values).all()).allSatisfy(manifest -> {
      assertThat(manifest.getMetadata().getNamespace()).isEqualTo("monitoring");
      assertThat(manifest.getMetadata().getName()).startsWith("exporter-cloudflare-exporter");
    });
  }

  @Test
  void fieldThatKubernetesDoesNotKnow_isSeen() {
    assertThatThrownBy(() -> Manifests.read("""
            apiVersion: apps/v1
            kind: StatefulSet
            spec: {template: {spec: {containers: [{name: a, imagePullPolice: Always}]}}}
            """)).hasMessageContaining("imagePullPolice");
    assertThatThrownBy(() -> Manifests.read("{apiVersion: apps/v1, kind: StatefulSets}"))
        .hasMessageContaining("StatefulSets");
  }

  @ParameterizedTest
  @MethodSource("io.github.cfexporter.deploy.ChartValues#variants")
  void pod_hasNoRightsThatItDoesNotNeed(Map<String, Object> values) {
    PodSpec pod = Manifests.render(values).pod();
    Container container = pod.getContainers().get(0);

    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getEnableServiceLinks()).isFalse();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getResources().getLimits()).containsKey("memory");
  }

  @ParameterizedTest
  @MethodSource("io.github.cfexporter.deploy.ChartValues#variants")
  void pod_setsOnlyWhatTheExporterReads(Map<String, Object> values) {
    List<EnvVar> environment = Manifests.render(values).container().getEnv();
    Map<String, String> texts = environment.stream()
        .collect(Collectors.toMap(
            EnvVar::getName, set -> set.getValue() == null ? stand(set) : set.getValue()));

    texts.remove("HOSTNAME");
    assertThat(Settings.ALL.stream().map(Setting::variable)).containsAll(texts.keySet());
    Settings settings =
        Settings.read(new Sources(Map.of(), texts, Map.of(), file -> "content-of-the-file"));
    assertThat(settings.secrets()).isNotNull();
  }

  /** What Kubernetes would put in its place. */
  private static String stand(EnvVar set) {
    return switch (set.getName()) {
      case "CLUSTER_BIND_ADDRESS" -> "10.0.0.1";
      case "JDBC_URL" -> "jdbc:postgresql://database/counters?user=exporter&password=secret-word";
      default -> "from-elsewhere";
    };
  }

  @ParameterizedTest
  @MethodSource("io.github.cfexporter.deploy.ChartValues#variants")
  void everySelector_findsThePods(Map<String, Object> values) {
    Manifests manifests = Manifests.render(values);
    StatefulSet set = manifests.only(StatefulSet.class);
    var labels = set.getSpec().getTemplate().getMetadata().getLabels().entrySet();

    assertThat(labels)
        .containsAll(set.getSpec().getSelector().getMatchLabels().entrySet())
        .containsAll(manifests
            .only(NetworkPolicy.class)
            .getSpec()
            .getPodSelector()
            .getMatchLabels()
            .entrySet());
  }

  @ParameterizedTest
  @MethodSource("io.github.cfexporter.deploy.ChartValues#variants")
  void everyServiceAndMount_findsWhatItNames(Map<String, Object> values) {
    Manifests manifests = Manifests.render(values);
    StatefulSet set = manifests.only(StatefulSet.class);
    var labels = set.getSpec().getTemplate().getMetadata().getLabels().entrySet();
    List<Service> services = manifests.of(Service.class);
    assertThat(services)
        .hasSize(2)
        .allSatisfy(service ->
            assertThat(labels).containsAll(service.getSpec().getSelector().entrySet()));
    assertThat(services.stream().filter(each -> "None".equals(each.getSpec().getClusterIP())))
        .singleElement()
        .satisfies(headless -> {
          assertThat(headless.getMetadata().getName()).isEqualTo(set.getSpec().getServiceName());
          assertThat(headless.getSpec().getPublishNotReadyAddresses()).isTrue();
        });
    List<String> volumes = new ArrayList<>(
        manifests.pod().getVolumes().stream().map(Volume::getName).toList());
    set.getSpec()
        .getVolumeClaimTemplates()
        .forEach(claim -> volumes.add(claim.getMetadata().getName()));
    assertThat(manifests.container().getVolumeMounts().stream().map(VolumeMount::getName))
        .containsExactlyInAnyOrderElementsOf(volumes);
  }

  @Test
  void alone_itKeepsItsCountersInAVolume_andHasNoPortOfACluster() {
    Manifests manifests = Manifests.render(ChartValues.ALONE);
    StatefulSet set = manifests.only(StatefulSet.class);

    assertThat(set.getSpec().getReplicas()).isOne();
    assertThat(set.getSpec().getVolumeClaimTemplates()).hasSize(1);
    assertThat(manifests.container().getPorts()).hasSize(1);
    assertThat(manifests.of(PodDisruptionBudget.class)).isEmpty();
    assertThat(manifests.value("CLOUDFLARE_API_TOKEN_FILE"))
        .isEqualTo("/run/secrets/exporter/api/api-token");
  }

  @Test
  void three_findEachOtherByTheHeadlessService_andMayLoseOneAtATime() {
    Manifests manifests = Manifests.render(ChartValues.CLUSTER);
    StatefulSet set = manifests.only(StatefulSet.class);

    assertThat(set.getSpec().getReplicas()).isEqualTo(3);
    assertThat(set.getSpec().getVolumeClaimTemplates()).isEmpty();
    assertThat(manifests.value("CLUSTER_KUBERNETES_SERVICE"))
        .isEqualTo(set.getSpec().getServiceName() + ".monitoring.svc");
    assertThat(manifests.value("CLUSTER_SECRET_FILE"))
        .isEqualTo("/run/secrets/exporter/cluster/cluster-secret");
    assertThat(manifests
            .only(PodDisruptionBudget.class)
            .getSpec()
            .getMaxUnavailable()
            .getIntVal())
        .isOne();
    assertThat(manifests.only(NetworkPolicy.class).getSpec().getIngress())
        .anySatisfy(rule -> assertThat(rule.getPorts())
            .extracting(port -> port.getPort().getStrVal())
            .containsExactly("members", "bus"));
  }

  @Test
  void rules_areThoseOfTheRepository() throws IOException {
    PrometheusRule rule = Manifests.render(ChartValues.EVERYTHING).only(PrometheusRule.class);
    List<Object> expected = new ArrayList<>();
    for (String file : List.of("rules.yaml", "alerts.yaml")) {
      Map<String, List<Map<String, Object>>> content =
          new Yaml().load(Files.readString(Path.of("conf/prometheus", file)));
      content.get("groups").forEach(group -> expected.add(group.get("name")));
    }

    assertThat(rule.getSpec().getGroups())
        .extracting(group -> (Object) group.getName())
        .isEqualTo(expected);
    assertThat(rule.getSpec().getGroups())
        .allSatisfy(group -> assertThat(group.getRules()).isNotEmpty());
  }

  /** Else three nodes, each of which answers for all, would be counted three times. */
  @Test
  void monitor_makesOneTargetOfAllNodes() {
    ServiceMonitor monitor = Manifests.render(ChartValues.EVERYTHING).only(ServiceMonitor.class);

    assertThat(monitor.getSpec().getEndpoints().get(0).getRelabelings()).anySatisfy(relabeling -> {
      assertThat(relabeling.getTargetLabel()).isEqualTo("__address__");
      assertThat(relabeling.getReplacement())
          .isEqualTo("exporter-cloudflare-exporter.monitoring.svc:8787");
    });
    assertThat(monitor.getSpec().getEndpoints())
        .allSatisfy(endpoint ->
            assertThat(endpoint.getBasicAuth().getUsername().getName()).isEqualTo("login"));
  }

  @Test
  void config_becomesTheFileThatTheExporterReads() {
    ConfigMap config =
        Manifests.render(ChartValues.EVERYTHING).of(ConfigMap.class).get(0);

    assertThat(config.getData().get("exporter.yaml")).contains("queryLimit: 5000");
  }

  @Test
  void valuesThatCannotBe_areRefusedInWords() {
    assertThatThrownBy(() -> Manifests.render(Map.of()))
        .hasMessageContaining("apiToken.existingSecret is not set");
    assertThatThrownBy(
            () -> Manifests.render(ChartValues.with(ChartValues.ALONE, Map.of("replicas", 3))))
        .hasMessageContaining("cluster.existingSecret is not set");
    assertThatThrownBy(
            () -> Manifests.render(ChartValues.with(ChartValues.ALONE, Map.of("replicas", 2))))
        .hasMessageContaining("replicas");
    assertThatThrownBy(
            () -> Manifests.render(ChartValues.with(ChartValues.ALONE, Map.of("replica", 1))))
        .hasMessageContaining("replica");
  }
}
