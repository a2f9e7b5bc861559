package io.github.cfexporter.simulator.world;

/**
 * The permissions that the simulated resources ask for, as the page of a token names them; see
 * https://developers.cloudflare.com/fundamentals/api/reference/permissions/.
 */
public enum Permission {
  ACCOUNT_SETTINGS,
  ACCOUNT_ANALYTICS,
  ACCOUNT_RULESETS,
  POOLS,
  TUNNELS,
  QUEUES,
  D1,
  KV,
  ZONE,
  ZONE_ANALYTICS,
  ZONE_WAF,
  FIREWALL_SERVICES,
  CERTIFICATES,
  LOAD_BALANCERS
}
