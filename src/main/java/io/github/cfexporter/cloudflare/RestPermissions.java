package io.github.cfexporter.cloudflare;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one permission that a token needs for each resource, by its name in Cloudflare's dashboard,
 * https://developers.cloudflare.com/fundamentals/api/reference/permissions/.
 */
public final class RestPermissions {
  private record Needed(Pattern path, String permission) {
    Needed(String path, String permission) {
      this(Pattern.compile(path), permission);
    }
  }

  private static final String PAGE = "(\\?.*)?";

  private static final List<Needed> TABLE = List.of(
      new Needed("/accounts" + PAGE, "Account · Account Settings · Read"),
      new Needed("/zones" + PAGE, "Zone · Zone · Read"),
      new Needed("/zones/[^/]+/ssl/.*", "Zone · SSL and Certificates · Read"),
      new Needed("/zones/[^/]+/load_balancers.*", "Zone · Load Balancers · Read"),
      new Needed(
          "/accounts/[^/]+/load_balancers/.*",
          "Account · Load Balancing: Monitors and Pools · Read"),
      new Needed("/zones/[^/]+/firewall/rules.*", "Zone · Firewall Services · Read"),
      new Needed("/zones/[^/]+/rulesets.*", "Zone · Zone WAF · Read"),
      new Needed("/accounts/[^/]+/rulesets.*", "Account · Account Rulesets · Read"));

  /** What a call needs; empty for a resource that this exporter does not read. */
  public static Optional<String> of(String pathAndQuery) {
    return TABLE.stream()
        .filter(needed -> needed.path().matcher(pathAndQuery).matches())
        .map(Needed::permission)
        .findFirst();
  }

  private RestPermissions() {}
}
