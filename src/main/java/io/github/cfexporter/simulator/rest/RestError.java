package io.github.cfexporter.simulator.rest;

import io.github.cfexporter.simulator.SimulatedAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A failed REST call, and a call of either API that did not get past authentication. */
public final class RestError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public final int status;
  private final int code;
  private final boolean brief;

  private RestError(int status, int code, String message, boolean brief) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.brief = brief;
  }

  static RestError of(int status, int code, String message) {
    return new RestError(status, code, message, false);
  }

  /** What GraphQL and rulesets say of a bad token: {@code messages} and {@code result} are absent. */
  public static RestError authentication() {
    return new RestError(403, 10000, "Authentication error", true);
  }

  /** A REST resource for which the token lacks a permission; the words do not say which. */
  static RestError missingPermission() {
    return of(403, 10000, "Authentication error");
  }

  /** An account-owned token asks for the list of accounts. */
  static RestError accountOwned() {
    return of(400, 1001, "List accounts endpoint does not support account owned tokens");
  }

  public static RestError invalidToken() {
    return of(403, 9109, "Invalid access token");
  }

  public static RestError tooManyAuthenticationFailures() {
    return of(429, 10502, "Too many authentication failures. Please try again later.");
  }

  public static RestError rateLimited() {
    return of(429, 10000, "Rate limited. Please wait and consider throttling your request speed");
  }

  static RestError noRoute() {
    return of(404, 7003, "No route for the URI");
  }

  public SimulatedAnswer answer() {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", getMessage());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("errors", List.of(error));
    if (!brief) {
      body.put("messages", List.of());
      body.put("result", null);
    }
    return SimulatedAnswer.json(status, body);
  }

  /** A missing or malformed {@code Authorization} header, with its chain of causes. */
  public static SimulatedAnswer invalidHeaders() {
    Map<String, Object> cause = new LinkedHashMap<>();
    cause.put("code", 6111);
    cause.put("message", "Invalid format for Authorization header");
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", 6003);
    error.put("message", "Invalid request headers");
    error.put("error_chain", List.of(cause));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("errors", List.of(error));
    body.put("messages", List.of());
    body.put("result", null);
    return SimulatedAnswer.json(400, body);
  }
}
