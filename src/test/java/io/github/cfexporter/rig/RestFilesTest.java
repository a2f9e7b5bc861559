package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** REST resources of a user's own come, break and go while the built-in ones go on. */
@Tag("rig")
class RestFilesTest {
  private static final String CERTIFICATES = "cloudflare_zone_certificate_validation_status";
  private static final String TUNNELS = "cloudflare_shop_tunnels";
  private static final String PACKS = "cloudflare_zone_shop_packs";

  private static final String SHOP = """
      kind: shop
      scope: account
      interval: 60s
      resources:
        - name: tunnels
          path: /accounts/{account}/tunnels?is_deleted=false
          metrics:
            - name: cloudflare_shop_tunnels
              help: Tunnels by status.
              labels: {status: status}
              gauge: rows
      """;

  private static final String IN_PLACE = """
      kind: ssl-certificates
      scope: zone
      resources:
        - name: packs
          path: /zones/{zone}/ssl/certificate_packs?status=all
          metrics:
            - {name: cloudflare_zone_shop_packs, help: Packs., gauge: rows}
      """;

  @TempDir
  private Path directory;

  @Test
  void ownResources_comeBreakAndGo_andBuiltInOnesComeBack() throws IOException {
    Map<String, String> oneKind =
        Map.of("METRICS_DENYLIST", QueryKinds.denyAllBut("ssl-certificates"));
    try (Rig rig = Rig.sending(World.of(1, 2), oneKind, Remotes.withKinds(directory))) {
      rig.advance(Duration.ofMinutes(3));
      assertThat(rig.scrape().family(CERTIFICATES)).hasSize(2);

      write("shop", SHOP);
      rig.advance(Duration.ofMinutes(2));
      assertThat(rig.scrape().sum(TUNNELS)).isEqualTo(57);

      write("shop", SHOP.replace("gauge: rows", "counter: rows"));
      rig.advance(Duration.ofMinutes(2));
      assertThat(rig.scrape().sum(TUNNELS)).isEqualTo(57);
      assertThat(rig.reasons())
          .anyMatch(reason -> reason.contains("shop.yaml:11: unknown key counter; allowed are"));

      write("ssl-certificates", IN_PLACE);
      Files.delete(directory.resolve("shop.yaml"));
      rig.advance(Duration.ofMinutes(2));
      assertThat(rig.scrape().types()).doesNotContainKeys(TUNNELS, CERTIFICATES);
      assertThat(rig.scrape().family(PACKS)).hasSize(2).containsValue(2.0);

      Files.delete(directory.resolve("ssl-certificates.yaml"));
      rig.advance(Duration.ofMinutes(2));
      assertThat(rig.scrape().types()).doesNotContainKey(PACKS);
      assertThat(rig.scrape().family(CERTIFICATES)).hasSize(2);
      assertThat(rig.reasons()).isEmpty();
    }
  }

  private void write(String kind, String text) throws IOException {
    Files.writeString(directory.resolve(kind + ".yaml"), text);
  }
}
