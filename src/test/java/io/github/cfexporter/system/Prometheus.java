package io.github.cfexporter.system;

import io.github.cfexporter.FreePort;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Debian's Prometheus, on a free port, with our rules. */
final class Prometheus implements AutoCloseable {
  static final String PROGRAM = "/usr/bin/prometheus";

  private static final Path RULES = Path.of("conf/prometheus").toAbsolutePath();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final String url;

  private Prometheus(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it; it scrapes and evaluates every second.
   *
   * @param directory where it keeps its data
   * @param target base URL of the exporter
   */
  static Prometheus start(Path directory, String target) throws IOException {
    return start(directory, target, "/metrics");
  }

  /** The same for another page of the exporter. */
  static Prometheus start(Path directory, String target, String path) throws IOException {
    String config = """
        global:
          evaluation_interval: 1s
        rule_files: ['%s', '%s']
        """.formatted(RULES.resolve("rules.yaml"), RULES.resolve("alerts.yaml"))
        + DemoTraffic.scrapeConfig(URI.create(target).getAuthority(), path);
    return run(Files.createDirectories(directory), config);
  }

  /**
   * Starts one that scrapes nobody and takes what it is sent at {@link #writeUrl}, and waits until it does.
   *
   * @param directory where it keeps its data; made if it is not there
   */
  static Prometheus receiver(Path directory) throws Exception {
    Prometheus prometheus =
        run(Files.createDirectories(directory), "{}\n", "--web.enable-remote-write-receiver");
    try {
      Await.until(() -> prometheus.hasData("vector(1)"), ready -> ready);
      return prometheus;
    } catch (Exception | AssertionError notReady) {
      prometheus.close();
      throw notReady;
    }
  }

  private static Prometheus run(Path directory, String config, String... more) throws IOException {
    int port = FreePort.find();
    Path file = Files.writeString(directory.resolve("prometheus.yml"), config);
    List<String> command = new ArrayList<>(List.of(
        PROGRAM,
        "--config.file=" + file,
        "--storage.tsdb.path=" + directory.resolve("tsdb"),
        "--web.listen-address=127.0.0.1:" + port));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("prometheus.log").toFile())
        .start();
    return new Prometheus(process, "http://127.0.0.1:" + port);
  }

  String url() {
    return url;
  }

  String writeUrl() {
    return url + "/api/v1/write";
  }

  /** Every sample of the last half hour: by labels, then by milliseconds since the epoch. */
  Map<Map<String, String>, NavigableMap<Long, Double>> samples(String family) throws Exception {
    return samples(family, "30m", System.currentTimeMillis() / 1000.0 + 1);
  }

  /** Every sample of a range of time that ends at a second. */
  Map<Map<String, String>, NavigableMap<Long, Double>> samples(
      String family, String range, double end) throws Exception {
    Map<Map<String, String>, NavigableMap<Long, Double>> samples = new HashMap<>();
    String query = URLEncoder.encode(family + "[" + range + "]", StandardCharsets.UTF_8);
    for (Object one : get("/api/v1/query?time=" + end + "&query=" + query).getJsonArray("result")) {
      JsonObject series = (JsonObject) one;
      Map<String, String> labels = new TreeMap<>();
      series
          .getJsonObject("metric")
          .forEach(label -> labels.put(label.getKey(), (String) label.getValue()));
      NavigableMap<Long, Double> values = new TreeMap<>();
      for (Object value : series.getJsonArray("values")) {
        JsonArray pair = (JsonArray) value;
        values.put(Math.round(pair.getDouble(0) * 1000), Double.valueOf(pair.getString(1)));
      }
      samples.put(labels, values);
    }
    return samples;
  }

  /** Whether an expression gives a number now; it must be one that Prometheus can read. */
  boolean hasData(String expr) throws IOException, InterruptedException {
    for (Object series : query(expr)) {
      if (!((JsonObject) series).getJsonArray("value").getString(1).equals("NaN")) {
        return true;
      }
    }
    return false;
  }

  /** Series and their numbers, as an expression gives them now. */
  JsonArray query(String expr) throws IOException, InterruptedException {
    return get("/api/v1/query?query=" + URLEncoder.encode(expr, StandardCharsets.UTF_8))
        .getJsonArray("result");
  }

  /** Names of the alerts that fire, or would if it lasted. */
  Set<String> alerts() throws IOException, InterruptedException {
    Set<String> names = new HashSet<>();
    for (Object alert : get("/api/v1/alerts").getJsonArray("alerts")) {
      names.add(((JsonObject) alert).getJsonObject("labels").getString("alertname"));
    }
    return names;
  }

  /** Errors of rules, with the names of these. */
  List<String> brokenRules() throws IOException, InterruptedException {
    return get("/api/v1/rules").getJsonArray("groups").stream()
        .flatMap(group -> ((JsonObject) group).getJsonArray("rules").stream())
        .map(JsonObject.class::cast)
        .filter(rule -> rule.getString("health").equals("err"))
        .map(rule -> rule.getString("name") + ": " + rule.getString("lastError"))
        .toList();
  }

  private JsonObject get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = HTTP.send(
        HttpRequest.newBuilder(URI.create(url + path)).build(),
        HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() == 503) {
      throw new IOException("it has not read its data yet");
    }
    JsonObject body = new JsonObject(answer.body());
    if (answer.statusCode() != 200) {
      throw new AssertionError(body.getString("error") + ": " + path);
    }
    return body.getJsonObject("data");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
