package io.github.cfexporter.rig;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks a node on this machine over HTTP. */
final class Scraper {
  private final HttpClient client = HttpClient.newHttpClient();

  /** @param accept what the scraper takes */
  String get(int port, String path, String accept) {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try {
      return client
          .send(
              HttpRequest.newBuilder(uri).header("Accept", accept).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no answer", e);
    }
  }
}
