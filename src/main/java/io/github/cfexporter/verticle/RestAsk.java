package io.github.cfexporter.verticle;

/**
 * Asks for one page of a REST resource; answered by {@link RestAsked}.
 *
 * @param pathAndQuery below the base URL
 * @param account that the call is about; empty when it is about none
 * @param dueSince milliseconds since the epoch since when the answer is wanted
 */
public record RestAsk(String pathAndQuery, String account, long dueSince) {
  static final String ADDRESS = "gateway.rest";
}
