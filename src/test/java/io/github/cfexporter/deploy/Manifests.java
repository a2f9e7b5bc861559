package io.github.cfexporter.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.Yaml;

/** What Helm makes of the chart, read strictly by the schemas of what Kubernetes takes. */
record Manifests(List<HasMetadata> all) {
  static final Path CHART = Path.of("conf/kubernetes");

  private static final String OLDEST_KUBERNETES = "1.25.0";

  private static final Map<String, Class<? extends HasMetadata>> SCHEMAS = Map.of(
      "v1/ConfigMap", ConfigMap.class,
      "v1/Service", Service.class,
      "v1/ServiceAccount", ServiceAccount.class,
      "apps/v1/StatefulSet", StatefulSet.class,
      "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
      "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
      "monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class,
      "monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class);

  private static final ObjectMapper STRICT =
      new ObjectMapper().setAnnotationIntrospector(new WithoutRemainders());

  /** The models keep fields that they do not know in a map; here such a field is an error. */
  private static final class WithoutRemainders extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  /** Of a release named exporter in the namespace monitoring. */
  static Manifests render(Map<String, Object> values) {
    TemplateCommand template = new Helm(CHART)
        .template()
        .withName("exporter")
        .withNamespace("monitoring")
        .withKubeVersion(OLDEST_KUBERNETES);
    values.forEach(template::set);
    return read(template.call());
  }

  /** @throws IllegalArgumentException for a kind, a field or a value that Kubernetes does not know */
  static Manifests read(String yaml) {
    List<HasMetadata> all = new ArrayList<>();
    for (Object document : new Yaml().loadAll(yaml)) {
      if (document instanceof Map<?, ?> manifest) {
        all.add(STRICT.convertValue(manifest, schema(manifest)));
      }
    }
    return new Manifests(all);
  }

  private static Class<? extends HasMetadata> schema(Map<?, ?> manifest) {
    String kind = manifest.get("apiVersion") + "/" + manifest.get("kind");
    return Optional.ofNullable(SCHEMAS.get(kind))
        .orElseThrow(() -> new IllegalArgumentException("no schema for " + kind));
  }

  <T extends HasMetadata> List<T> of(Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T extends HasMetadata> T only(Class<T> kind) {
    List<T> found = of(kind);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " of " + kind.getSimpleName());
    }
    return found.get(0);
  }

  PodSpec pod() {
    return only(StatefulSet.class).getSpec().getTemplate().getSpec();
  }

  Container container() {
    return pod().getContainers().get(0);
  }

  /** What a variable of the container is set to. */
  String value(String variable) {
    return container().getEnv().stream()
        .filter(set -> set.getName().equals(variable))
        .map(EnvVar::getValue)
        .findFirst()
        .orElseThrow();
  }
}
