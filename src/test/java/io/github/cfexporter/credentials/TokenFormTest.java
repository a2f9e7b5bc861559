package io.github.cfexporter.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TokenFormTest {
  @Test
  void link_asksForEveryPermission_andOnlyToRead() {
    String[] parts = TokenForm.link().split("[?&]");

    assertThat(parts[0]).isEqualTo("https://dash.cloudflare.com/profile/api-tokens");
    assertThat(parts[1]).startsWith("permissionGroupKeys=");
    assertThat(Arrays.copyOfRange(parts, 2, parts.length))
        .containsExactly("accountId=*", "zoneId=all", "name=Prometheus%20exporter");
    List<JsonObject> asked = new JsonArray(
            URLDecoder.decode(parts[1].substring(20), StandardCharsets.UTF_8))
        .stream().map(JsonObject.class::cast).toList();
    assertThat(asked)
        .extracting(permission -> permission.getString("key"))
        .containsExactlyElementsOf(
            Arrays.stream(Permission.values()).map(Permission::key).toList())
        .contains("zone", "analytics", "account_analytics", "ssl_and_certificates");
    assertThat(asked)
        .allSatisfy(permission -> assertThat(permission.getString("type")).isEqualTo("read"));
  }

  @Test
  void documents_haveTheSameLink() throws Exception {
    for (String page : List.of("README.md", "src/site/markdown/tokens.md")) {
      assertThat(Files.readString(Path.of(page))).contains("(" + TokenForm.link() + ")");
    }
  }
}
