package io.github.cfexporter.simulator.graphql;

import io.github.cfexporter.simulator.CompactDuration;
import io.github.cfexporter.simulator.traffic.Dataset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why Cloudflare refuses a GraphQL document, in its own words. One refusal fails the whole document.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String MORE =
      ". Refer to https://developers.cloudflare.com/analytics/graphql-api/errors/";

  /** The status that the documentation names; live answers mostly have 200. */
  final int documentedStatus;

  /** {@code extensions.code}; empty when there is none. */
  final String code;

  private final List<String> path;

  private Refusal(int documentedStatus, String code, String message, List<String> path) {
    super(message, null, false, false);
    this.documentedStatus = documentedStatus;
    this.code = code;
    this.path = path;
  }

  /** Where in the document, with indexes as text; empty for {@code null}. */
  Optional<List<String>> path() {
    return Optional.ofNullable(path);
  }

  static Refusal badDocument(String message) {
    return new Refusal(400, "", message, null);
  }

  static Refusal unauthorizedAccount() {
    return new Refusal(403, "authz", "not authorized for that account", List.of());
  }

  static Refusal unauthorizedZones(List<String> tags, List<String> path) {
    String message = "zones [" + String.join(" ", tags) + "] are not authorized";
    return new Refusal(403, "authz", message, path);
  }

  static Refusal emptyZoneFilter(List<String> path) {
    return new Refusal(400, "", "empty zone filters not allowed", path);
  }

  static Refusal noAccessToPath(Subject subject, List<String> path) {
    String message = subject.singleQuoted() + " does not have access to the path" + MORE;
    return new Refusal(403, "authz", message, path);
  }

  static Refusal noAccessToField(Subject subject, String field, List<String> path) {
    String name = field.toLowerCase(Locale.ROOT);
    String message = subject.singleQuoted() + " does not have access to the field '" + name + "'";
    return new Refusal(403, "authz", message + MORE, path);
  }

  static Refusal limit(int most, List<String> path) {
    String message = "limit must be positive number and not greater than " + most;
    return new Refusal(400, "", message, path);
  }

  static Refusal fields(int most, List<String> path) {
    return new Refusal(400, "", "number of fields can't be more than " + most, path);
  }

  static Refusal tooWide(Subject subject, long most, long askedMillis, List<String> path) {
    String message = subject.doubleQuoted() + " cannot request a time range wider than "
        + CompactDuration.ofSeconds(most) + ", but your query time range spans "
        + CompactDuration.ofMillis(askedMillis);
    return new Refusal(400, "", message, path);
  }

  static Refusal tooOld(Subject subject, long most, long askedMillis, List<String> path) {
    String message = subject.doubleQuoted() + " cannot request data older than "
        + CompactDuration.ofSeconds(most) + ", but your query requests data from "
        + CompactDuration.ofMillis(askedMillis) + " ago";
    return new Refusal(400, "", message, path);
  }

  /** Too many zones, accounts or nodes; Cloudflare documents one sentence for all of them. */
  public static Refusal combination() {
    String message = "in combination, your request queries too many nodes, zones and accounts";
    return new Refusal(429, "", message, null);
  }

  public static Refusal tokenBudget() {
    String message = "Rate limiter budget depleted. Please try again after 5 minutes.";
    return new Refusal(429, "budget", message, null);
  }

  /** The database behind one node does not answer. */
  public static Refusal unavailable(List<String> path) {
    return new Refusal(503, "", "unable to execute query, please try again later", path);
  }

  /** Words that are nobody's in particular. */
  static Refusal failed(String message, List<String> path) {
    return new Refusal(200, "", message, path);
  }

  public static Refusal budgetOf(Subject subject) {
    String word = subject.scope() == Dataset.Scope.ZONE ? "Zone " : "Account ";
    String message = word + subject.tag() + " has exceeded its rate limit. Please try again after"
        + " 5 minutes. Refer to this page for more details about rate limits:"
        + " https://developers.cloudflare.com/analytics/graphql-api/limits/";
    return new Refusal(429, "budget", message, null);
  }

  /** Account-based mode takes no lists of zones at the top; the wording is not documented. */
  static Refusal zoneListAtTop(List<String> path) {
    String message = "error parsing args for \"zones\": lists of zones are not supported with"
        + " account-based rate limiting, nest them in \"accounts\"";
    return new Refusal(400, "", message, path);
  }
}
