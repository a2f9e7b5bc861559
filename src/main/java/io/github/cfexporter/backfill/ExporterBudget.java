package io.github.cfexporter.backfill;

import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.settings.Deployment;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks a running exporter what it uses of its budgets. The source are its own metrics {@code
 * cloudflare_exporter_api_budget_limit}, the calls that may leave in any five minutes, and {@code
 * cloudflare_exporter_api_budget_remaining}, those that may still leave; each has one series for
 * GraphQL and one for REST, of the credential or account that used most.
 */
final class ExporterBudget {
  private static final String FAMILY = "cloudflare_exporter_api_budget_";
  private static final long PATIENCE_MILLIS = 5_000;

  private final WebClient client;
  private final String url;
  private final Optional<UsernamePasswordCredentials> login;

  /**
   * An exporter that has the same login as the settings, where these have one.
   *
   * @param url of its metrics
   */
  ExporterBudget(Vertx vertx, String url, Settings settings) {
    this.client = WebClient.create(
        vertx,
        new WebClientOptions()
            .setConnectTimeout((int) PATIENCE_MILLIS)
            .setFollowRedirects(false)
            .setUserAgentEnabled(false));
    this.url = url;
    this.login = settings
        .get(Deployment.BASIC_AUTH_USER)
        .flatMap(user -> settings
            .get(Deployment.BASIC_AUTH_PASSWORD)
            .map(password -> new UsernamePasswordCredentials(user, password.reveal())));
  }

  /** One look; fails with a sentence where its metrics do not tell of both budgets. */
  Future<Map<Api, BudgetUse>> look() {
    Map<String, Double> found = new ConcurrentHashMap<>();
    LineStream lines = new LineStream(line -> read(line, found));
    HttpRequest<Void> request = client
        .getAbs(url)
        .timeout(PATIENCE_MILLIS)
        .putHeader("Accept", "text/plain")
        .as(BodyCodec.pipe(lines));
    login.ifPresent(request::authentication);
    return request.send().compose(answer -> told(answer, found));
  }

  /** Spelled {@code cloudflare_exporter_api_budget_limit{api="graphql"} 300}. */
  private static void read(String line, Map<String, Double> found) {
    int space = line.indexOf(' ');
    if (line.startsWith(FAMILY) && space > 0) {
      String value = line.substring(space + 1).strip();
      if (value.matches("[0-9]{1,9}(\\.[0-9]+)?")) {
        found.put(line.substring(FAMILY.length(), space), Double.valueOf(value));
      }
    }
  }

  private static Future<Map<Api, BudgetUse>> told(
      HttpResponse<Void> answer, Map<String, Double> found) {
    if (answer.statusCode() != 200) {
      return Future.failedFuture("it answers with status " + answer.statusCode());
    }
    Map<Api, BudgetUse> uses = new EnumMap<>(Api.class);
    for (Api api : Api.values()) {
      String label = "{api=\"" + api.word() + "\"}";
      Double limit = found.get("limit" + label);
      Double remaining = found.get("remaining" + label);
      if (limit == null || remaining == null) {
        return Future.failedFuture(
            "its metrics do not have " + FAMILY + "limit and " + FAMILY + "remaining of " + label);
      }
      uses.put(api, new BudgetUse(limit.intValue(), remaining.intValue()));
    }
    return Future.succeededFuture(uses);
  }
}
