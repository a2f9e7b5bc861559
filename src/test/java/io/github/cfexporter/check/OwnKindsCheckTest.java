package io.github.cfexporter.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.UserFile;
import io.github.cfexporter.catalog.live.TakenNames;
import io.github.cfexporter.catalog.live.UserKindsReader;
import io.github.cfexporter.cloudflare.transport.HttpTransport;
import io.github.cfexporter.report.findings.CheckReport;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.github.cfexporter.settings.values.Credential;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code --check} says of a user's own query kinds, with Cloudflare's schema at hand. */
@Tag("unit")
class OwnKindsCheckTest {
  private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");

  private static final String SHOP = """
      kind: shop
      scope: zone
      sources:
        - dataset: httpRequestsAdaptiveGroups
          filter: {cacheStatus_neq: hit}
          labels: {colo: dimensions.coloCode}
          metrics:
            - {name: shop_requests_total, help: Requests., counter: count}
            - {name: shop_bytes_total, help: Bytes., counter: sum.edgeResponseBytes}
      """;

  private final Vertx vertx = Vertx.vertx();

  /** A look at each type of all files there are costs more than a token may have in five minutes. */
  private final Simulator cloudflare = new Simulator(
      World.of(1, 1), SimulatorOptions.usual().withBudgets(2_000, 1_200), NOON::toEpochMilli);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void withoutFiles_nothingIsSaidAndNothingAsked() {
    CheckReport report = check(Catalog.bundled());

    assertThat(report.text()).doesNotContain("Query kinds of your own");
    assertThat(report.exitCode()).isEqualTo(CheckReport.WELL);
  }

  @Test
  void soundFile_isWell() {
    CheckReport report = check(with("shop", SHOP));

    assertThat(report.text())
        .contains("Query kinds of your own\n"
            + "  ok       kinds/shop.yaml: valid, 2 metrics from 1 source; Cloudflare's schema has"
            + " all that it asks for\n");
    assertThat(report.exitCode()).isEqualTo(CheckReport.WELL);
  }

  @Test
  void whatTheSchemaLacks_isToldWithFileAndLine_andWhatIsSimilar() {
    CheckReport report = check(with(
        "shop",
        SHOP.replace("cacheStatus_neq", "cachestatus_neq")
            .replace("coloCode", "colocode")
            .replace("sum.edge", "sums.edge")));

    assertThat(report.exitCode()).isEqualTo(CheckReport.PROBLEMS);
    assertThat(report.text())
        .contains("broken   kinds/shop.yaml:5: dataset httpRequestsAdaptiveGroups has no filter"
            + " cachestatus_neq; similar are cacheStatus_neq, ")
        .contains("broken   kinds/shop.yaml:6: dataset httpRequestsAdaptiveGroups has no field"
            + " dimensions.colocode; similar are coloCode, ")
        .contains("broken   kinds/shop.yaml:9: dataset httpRequestsAdaptiveGroups has no field"
            + " sums; similar are sum, ")
        .endsWith("3 problems.\n");
  }

  @Test
  void datasetOfTheOtherScope_isNone() {
    CheckReport report = check(with("shop", SHOP.replace("scope: zone", "scope: account")));

    assertThat(report.text())
        .contains("broken   kinds/shop.yaml:4: Cloudflare's schema has no dataset"
            + " httpRequestsAdaptiveGroups for scope account; similar are ");
  }

  /** All that the exporter itself asks is in the schema, alternatives and lists included. */
  @Test
  void builtInFiles_asAUsersOwn_areWell() throws IOException {
    List<UserFile> files = new ArrayList<>();
    for (GraphqlKind kind : Catalog.bundled().kinds()) {
      Path file = Path.of("src/main/resources/query-kinds", kind.name() + ".yaml");
      files.add(new UserFile(file.toString(), Files.readString(file)));
    }

    CheckReport report = check(UserKindsReader.read(files, TakenNames.NONE));

    assertThat(report.text().lines().filter(line -> line.contains("in place of the built-in kind")))
        .hasSameSizeAs(files)
        .allMatch(line -> line.endsWith("has all that it asks for"));
    assertThat(report.exitCode()).isEqualTo(CheckReport.WELL);
  }

  private static Catalog with(String kind, String text) {
    return UserKindsReader.read(
        List.of(new UserFile("kinds/" + kind + ".yaml", text)), TakenNames.NONE);
  }

  private CheckReport check(Catalog catalog) {
    SimulatorVerticle server = new SimulatorVerticle(cloudflare, 0);
    vertx.deployVerticle(server).await();
    Settings settings = Settings.read(
        new Sources(Map.of(), Map.of("CLOUDFLARE_API_TOKEN", Tokens.DEMO), Map.of(), file -> ""));
    HttpTransport transport = new HttpTransport(
        vertx,
        URI.create(server.baseUrl()),
        id -> settings.credential(id).map(Credential::headers).orElse(Map.of()),
        "test");
    return new SelfCheck(vertx, transport, settings, catalog)
        .run("test", List.of(), NOON)
        .await();
  }
}
