package io.github.cfexporter.credentials;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A permission of Cloudflare that the exporter makes use of, with the REST resource that needs it and
 * what is lost without it. Names as on the page of an API token, see
 * https://developers.cloudflare.com/fundamentals/api/reference/permissions/.
 */
public enum Permission {
  ACCOUNT_SETTINGS(
      "Account · Account Settings · Read",
      "account_settings",
      "/accounts(/[^/]+)?",
      "accounts without zones are not found, unless cfAccounts names them"),
  ZONE("Zone · Zone · Read", "zone", "/zones", "no metric of zones is collected"),
  ZONE_ANALYTICS(
      "Zone · Analytics · Read",
      "analytics",
      "",
      "no metric of these zones over GraphQL is collected"),
  ACCOUNT_ANALYTICS(
      "Account · Account Analytics · Read",
      "account_analytics",
      "",
      "metrics of Workers, Logpush and Magic Transit of the account are not collected"),
  FIREWALL_SERVICES(
      "Zone · Firewall Services · Read",
      "firewall_services",
      "/zones/[^/]+/firewall/rules",
      "the label rule has ids in place of the names of firewall rules"),
  ZONE_WAF(
      "Zone · Zone WAF · Read",
      "zone_waf",
      "/zones/[^/]+/rulesets(/[^/]+)?",
      "the label rule has ids in place of the names of the zone's rules"),
  ACCOUNT_RULESETS(
      "Account · Account Rulesets · Read",
      "account_rulesets",
      "/accounts/[^/]+/rulesets(/[^/]+)?",
      "the label rule has ids in place of the names of managed rules"),
  CERTIFICATES(
      "Zone · SSL and Certificates · Read",
      "ssl_and_certificates",
      "/zones/[^/]+/(ssl/certificate_packs|custom_hostnames)",
      "cloudflare_zone_certificate_validation_status and cloudflare_zone_custom_hostnames are not"
          + " collected"),
  LOAD_BALANCERS(
      "Zone · Load Balancers · Read",
      "load_balancers",
      "/zones/[^/]+/load_balancers",
      "cloudflare_zone_lb_origin_weight is not collected"),
  POOLS(
      "Account · Load Balancing: Monitors and Pools · Read",
      "load_balancing_monitors_and_pools",
      "/accounts/[^/]+/load_balancers/pools(/[^/]+/health)?",
      "cloudflare_zone_lb_origin_weight and the health of pools are not collected"),
  TUNNELS(
      "Account · Cloudflare Tunnel · Read",
      "argotunnel",
      "/accounts/[^/]+/(tunnels|cfd_tunnel(/[^/]+/connections)?)",
      "tunnels and their connectors are not collected"),
  QUEUES(
      "Account · Queues · Read",
      "queues",
      "/accounts/[^/]+/queues",
      "names of queues are not collected"),
  D1(
      "Account · D1 · Read",
      "d1",
      "/accounts/[^/]+/d1/database",
      "names of D1 databases are not collected"),
  KV(
      "Account · Workers KV Storage · Read",
      "workers_kv_storage",
      "/accounts/[^/]+/storage/kv/namespaces",
      "names of Workers KV namespaces are not collected");

  private final String title;
  private final String key;
  private final Pattern resource;
  private final String lost;

  Permission(String title, String key, String resource, String lost) {
    this.title = title;
    this.key = key;
    this.resource = Pattern.compile(resource);
    this.lost = lost;
  }

  /** Which permission a REST call needs; empty when it is none of these. */
  public static Optional<Permission> of(String pathAndQuery) {
    String path = pathAndQuery.replaceFirst("\\?.*", "");
    for (Permission permission : values()) {
      if (permission.resource.matcher(path).matches()) {
        return Optional.of(permission);
      }
    }
    return Optional.empty();
  }

  /** As the page of an API token calls it. */
  public String title() {
    return title;
  }

  /** As Cloudflare calls it in links that fill in the form of a new token. */
  public String key() {
    return key;
  }

  /** What is lost without it, as the second half of a sentence. */
  public String lost() {
    return lost;
  }

  /** Whether it is about single zones, as opposed to a whole account. */
  public boolean isOfZones() {
    return title.startsWith("Zone") && this != ZONE;
  }

  /**
   * Says that it is missing and what that costs.
   *
   * @param where which zones or account, such as {@code for 3 zones}; may be empty
   */
  public String missing(String credential, String where) {
    return title + " is missing for token " + credential + (where.isEmpty() ? "" : " " + where)
        + ": " + lost;
  }
}
