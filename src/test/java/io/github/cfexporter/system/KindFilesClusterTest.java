package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.ShopKind;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of which one lacks a file with a query kind of a user's own. */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // minutes on a machine that has much else to do
@Tag("system")
class KindFilesClusterTest {
  private static final String DIRECTORY = "QUERY_KINDS_DIRECTORY";
  private static final String REQUESTS = ShopKind.REQUESTS;
  private static final Pattern ZONES =
      Pattern.compile("^" + REQUESTS + "\\{zone=\"([^\"]+)\"", Pattern.MULTILINE);

  @Test
  void nodeWithoutTheFile_servesWhatTheOtherCollects_andTheDifferenceIsTold(@TempDir Path directory)
      throws Exception {
    Path one = Files.createDirectory(directory.resolve("one"));
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.writeString(one.resolve("shop.yaml"), ShopKind.FILE);
    try (Fleet fleet = new Fleet(directory, 2)) {
      ExporterProcess with = fleet.with(DIRECTORY, one.toString()).start(0);
      Await.until(() -> zones(with), zones -> zones.size() == 6);
      ExporterProcess without = fleet.with(DIRECTORY, other.toString()).start(1);
      fleet.awaitWhole();

      Await.until(() -> digests(without), digests -> digests.size() == 2);
      Await.until(
          () -> status(without), status -> status.contains("The nodes have different files"));
      assertThat(without.get("/metrics").body())
          .contains("# HELP " + REQUESTS + " Requests by cache status.");
      assertThat(zones(without)).as("also those that have moved").hasSize(6);

      Files.writeString(other.resolve("shop.yaml"), ShopKind.FILE);
      Await.until(() -> digests(without), digests -> digests.size() == 1);
      Await.until(
          () -> status(without), status -> !status.contains("The nodes have different files"));
      assertThat(zones(without)).hasSize(6);

      Files.delete(one.resolve("shop.yaml"));
      Files.delete(other.resolve("shop.yaml"));
      awaitGone(fleet);
    }
  }

  private static void awaitGone(Fleet fleet) throws Exception {
    for (ExporterProcess node : fleet.running()) {
      Await.until(() -> zones(node), Set::isEmpty);
      assertThat(node.get("/metrics").body())
          .contains("\ncloudflare_zone_requests_by_method_total{");
    }
  }

  private static Set<String> zones(ExporterProcess node) throws Exception {
    return ZONES
        .matcher(node.get("/metrics").body())
        .results()
        .map((MatchResult result) -> result.group(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> digests(ExporterProcess node) throws Exception {
    return new JsonObject(status(node))
        .getJsonArray("nodes").stream()
            .map(one -> ((JsonObject) one).getString("query_kinds"))
            .collect(Collectors.toSet());
  }

  private static String status(ExporterProcess node) throws Exception {
    return node.get("/status.json").body();
  }
}
