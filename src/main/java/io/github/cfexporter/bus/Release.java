package io.github.cfexporter.bus;

/**
 * Tells every query kind of this node that it no longer collects an account: another node does, or
 * this one stops. Its counters stay where they are; the working copies here are forgotten.
 *
 * @param account Cloudflare's id
 */
public record Release(String account) {
  public static final String ADDRESS = "account.released";
}
