package io.github.cfexporter.simulator;

import io.github.cfexporter.simulator.world.Tokens;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP request.
 *
 * @param uri path and query, beginning with {@code /client/v4}
 * @param headers by name in any case
 */
public record SimulatedCall(String method, String uri, Map<String, String> headers, String body) {
  public static final String BASE_PATH = "/client/v4";

  public SimulatedCall {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = Collections.unmodifiableMap(anyCase);
  }

  public static SimulatedCall get(String pathAndQuery, String token) {
    return new SimulatedCall("GET", BASE_PATH + pathAndQuery, bearer(token), "");
  }

  /** A document; the body is JSON with {@code query} and {@code variables}. */
  public static SimulatedCall graphql(String body, String token) {
    return new SimulatedCall("POST", BASE_PATH + "/graphql", bearer(token), body);
  }

  /** The same call with the header that asks for budgets per account. */
  public SimulatedCall accountBased() {
    Map<String, String> more = new TreeMap<>(headers);
    more.put("X-Rate-Limit-Type", "account-based");
    return new SimulatedCall(method, uri, more, body);
  }

  /** The path without base and query. */
  public String path() {
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    return path.startsWith(BASE_PATH) ? path.substring(BASE_PATH.length()) : path;
  }

  public boolean isGraphql() {
    return path().equals("/graphql");
  }

  /** Whether a zone or an account is named, in the path, the query or the document. */
  public boolean names(String id) {
    return uri.contains(id) || body.contains(id);
  }

  /** Whether rows of a dataset are asked for, as opposed to its limits. */
  public boolean asksFor(String dataset) {
    return isGraphql() && body.contains(": " + dataset + "(");
  }

  /** The token, or the global key with its user; empty when there is neither. */
  Optional<String> secret() {
    return bearer()
        .or(() -> header("X-Auth-Email")
            .flatMap(email ->
                header("X-Auth-Key").map(key -> Tokens.globalKey(email.strip(), key.strip()))));
  }

  private Optional<String> bearer() {
    return header("Authorization")
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith("bearer "))
        .map(value -> value.substring("bearer ".length()).strip())
        .filter(secret -> !secret.isEmpty());
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }
}
