package io.github.cfexporter.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class PermissionTest {
  @ParameterizedTest
  @CsvSource({
    "/accounts?page=1&per_page=50, ACCOUNT_SETTINGS",
    "/accounts/a1, ACCOUNT_SETTINGS",
    "/accounts/a1/rulesets?per_page=50, ACCOUNT_RULESETS",
    "/accounts/a1/rulesets/r1, ACCOUNT_RULESETS",
    "/accounts/a1/load_balancers/pools?page=1, POOLS",
    "/zones?account.id=a1, ZONE",
    "/zones/z1/rulesets, ZONE_WAF",
    "/zones/z1/rulesets/r1, ZONE_WAF",
    "/zones/z1/firewall/rules?page=1, FIREWALL_SERVICES",
    "/zones/z1/ssl/certificate_packs?status=all, CERTIFICATES",
    "/zones/z1/custom_hostnames?page=1, CERTIFICATES",
    "/zones/z1/load_balancers, LOAD_BALANCERS",
    "/accounts/a1/load_balancers/pools/p1/health, POOLS",
    "/accounts/a1/tunnels?is_deleted=false, TUNNELS",
    "/accounts/a1/cfd_tunnel/t1/connections, TUNNELS",
    "/accounts/a1/queues, QUEUES",
    "/accounts/a1/d1/database, D1",
    "/accounts/a1/storage/kv/namespaces, KV"
  })
  void everyResource_hasItsPermission(String path, Permission permission) {
    assertThat(Permission.of(path)).contains(permission);
  }

  @Test
  void verificationOfATokenItself_needsNone() {
    assertThat(Permission.of("/user/tokens/verify")).isEmpty();
    assertThat(Permission.of("/accounts/a1/tokens/verify")).isEmpty();
  }

  @Test
  void sentence_namesPermissionTokenAndLoss() {
    assertThat(Permission.CERTIFICATES.missing("ab12", "for 3 zones"))
        .isEqualTo("Zone · SSL and Certificates · Read is missing for token ab12 for 3 zones:"
            + " cloudflare_zone_certificate_validation_status and cloudflare_zone_custom_hostnames"
            + " are not collected");
  }

  @Test
  void everyPermission_isInTheDocument() throws Exception {
    String page = Files.readString(Path.of("src/site/markdown/tokens.md"));

    assertThat(Permission.values())
        .allSatisfy(permission -> assertThat(page).contains(permission.title()));
  }
}
