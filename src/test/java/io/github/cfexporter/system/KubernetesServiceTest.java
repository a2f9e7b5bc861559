package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that are told what the chart tells them: the name of a headless service, and their own address. */
@Tag("system")
class KubernetesServiceTest {
  private static final String SERVICE = "exporter-members.monitoring.svc";

  @TempDir
  Path directory;

  /** Nothing of Kubernetes is there but its DNS: no API, no token of a service account. */
  @Test
  void nodesNamedByAHeadlessService_findEachOther() throws Exception {
    Path names = Files.writeString(
        directory.resolve("hosts"),
        "127.0.0.1 localhost\n127.0.0.2 " + SERVICE + "\n127.0.0.3 " + SERVICE + "\n");
    String port = String.valueOf(FreePort.find());

    try (ExporterProcess first = start("127.0.0.2", port, names);
        ExporterProcess second = start("127.0.0.3", port, names)) {
      for (ExporterProcess node : List.of(first, second)) {
        assertThat(Await.until(() -> Told.nodes(node), seen -> seen == 2)).isEqualTo(2);
      }
    }
  }

  private ExporterProcess start(String address, String port, Path names) throws Exception {
    Map<String, String> environment = Map.of(
        "JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + names,
        "CLUSTER_KUBERNETES_SERVICE", SERVICE,
        "CLUSTER_SECRET", "a-secret-of-this-test",
        "CLUSTER_BIND_ADDRESS", address,
        "CLUSTER_PORT", port);
    return ExporterProcess.start(
        Files.createDirectory(directory.resolve(address)), environment, "--demo");
  }
}
