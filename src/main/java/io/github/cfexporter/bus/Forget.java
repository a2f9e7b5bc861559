package io.github.cfexporter.bus;

/**
 * Tells every query kind that an account is gone for this token, with its counters.
 *
 * @param account Cloudflare's id
 */
public record Forget(String account) {
  public static final String ADDRESS = "account.gone";
}
