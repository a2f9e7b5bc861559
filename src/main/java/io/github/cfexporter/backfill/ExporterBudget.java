package io.github.cfexporter.backfill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalInt;

/** Asks a running exporter what it leaves of the budget. */
final class ExporterBudget {
  private static final String SERIES = "cloudflare_exporter_api_budget_remaining{api=\"graphql\"} ";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final HttpRequest request;

  /** @param url of its metrics */
  ExporterBudget(String url) {
    request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
  }

  /** GraphQL calls that may leave in its current five minutes; empty when it does not answer. */
  OptionalInt remaining() {
    try {
      HttpResponse<java.util.stream.Stream<String>> answer =
          client.send(request, HttpResponse.BodyHandlers.ofLines());
      try (java.util.stream.Stream<String> lines = answer.body()) {
        return lines
            .filter(line -> line.startsWith(SERIES))
            .mapToInt(line -> (int) Double.parseDouble(line.substring(SERIES.length())))
            .findFirst();
      }
    } catch (IOException | java.io.UncheckedIOException notThere) {
      return OptionalInt.empty(); // then half of the budget is left for it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }
}
