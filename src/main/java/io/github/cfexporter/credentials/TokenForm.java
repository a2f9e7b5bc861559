package io.github.cfexporter.credentials;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The link to Cloudflare's form for a new API token with all permissions filled in. Its shape is <a
 * href="https://developers.cloudflare.com/fundamentals/api/how-to/account-owned-token-template/">documented</a>,
 * and so are most keys; those of rulesets, load balancers, tunnels and the WAF are taken from links in use.
 */
public final class TokenForm {
  private static final String FORM = "https://dash.cloudflare.com/profile/api-tokens";
  private static final String NAME = "Prometheus exporter";

  /** For a token of a user that may read every account and zone of that user. */
  public static String link() {
    List<JsonObject> permissions = Arrays.stream(Permission.values())
        .map(permission -> new JsonObject().put("key", permission.key()).put("type", "read"))
        .collect(Collectors.toList());
    return FORM
        + "?permissionGroupKeys=" + encoded(new JsonArray(permissions).encode())
        + "&accountId=*&zoneId=all&name=" + encoded(NAME);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private TokenForm() {}
}
