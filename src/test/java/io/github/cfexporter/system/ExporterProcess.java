package io.github.cfexporter.system;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The exporter as an operator starts it: a process of its own, on a free port. */
final class ExporterProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("\"message\":\"ready: .*port=(\\d+)\"");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final String host;
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  private final Thread reader;

  private ExporterProcess(Process process, String host) {
    this.process = process;
    this.host = host;
    reader = new Thread(this::read, "exporter output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts it.
   *
   * @param directory where it runs and keeps its data
   */
  static ExporterProcess start(Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(List.of(), "512m", directory, environment, arguments);
  }

  /** @param heap most that the heap may grow to, as {@code -Xmx} takes it */
  static ExporterProcess startWithHeap(
      String heap, Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(List.of(), heap, directory, environment, arguments);
  }

  /** @param descriptors most files and connections that it may have open */
  static ExporterProcess startWithDescriptors(
      int descriptors, Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> by =
        List.of("bash", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "limited");
    return start(by, "512m", directory, environment, arguments);
  }

  /** The same by another program, which becomes the exporter, such as {@code ip netns exec}. */
  static ExporterProcess start(
      List<String> by, Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(by, "512m", directory, environment, arguments);
  }

  private static ExporterProcess start(
      List<String> by,
      String heap,
      Path directory,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    List<String> flags = new ArrayList<>(ExporterCommand.heapFlags());
    // it lives for seconds: compiling thoroughly would not pay
    flags.addAll(List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=1"));
    return startWithFlags(flags, by, directory, environment, arguments);
  }

  /** @param flags all that Java is told */
  static ExporterProcess startWithFlags(
      List<String> flags,
      List<String> by,
      Path directory,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(by));
    builder.command().add(ExporterCommand.java("java"));
    builder.command().addAll(flags);
    builder.command().addAll(ExporterCommand.program(environment));
    builder.command().addAll(List.of(arguments));
    builder.environment().keySet().removeIf(name -> name.startsWith("CLOUDFLARE_API_"));
    builder.environment().putAll(ExporterCommand.heapEnvironment());
    builder.environment().putAll(Map.of("PORT", "0", "LISTEN_ADDRESS", "127.0.0.1"));
    builder.environment().putAll(environment);
    return new ExporterProcess(
        builder.directory(directory.toFile()).redirectErrorStream(true).start(),
        builder.environment().get("LISTEN_ADDRESS"));
  }

  /** Waits until it serves. */
  String baseUrl() throws Exception {
    try {
      return "http://" + host + ":" + port.get(60, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("not serving yet, having printed:\n" + output(), e);
    }
  }

  HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(baseUrl() + path))
            .timeout(java.time.Duration.ofSeconds(20))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Rows of analytics that it has read. */
  long rows() throws Exception {
    long rows = 0;
    for (Object account : new JsonObject(get("/status.json").body()).getJsonArray("accounts")) {
      for (Object kind : ((JsonObject) account).getJsonArray("kinds")) {
        rows += ((JsonObject) kind).getLong("rows");
      }
    }
    return rows;
  }

  /** Most memory that it ever had at a time, in bytes: proc(5), VmHWM. */
  long peakMemory() throws IOException {
    return memory("VmHWM:");
  }

  private long memory(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  /** Sends a request, with JSON if it is not empty, and waits for a minute at most. */
  HttpResponse<String> send(String method, String path, String json) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(baseUrl() + path))
            .timeout(java.time.Duration.ofMinutes(1))
            .header("Content-Type", "application/json")
            .method(
                method,
                json.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(json))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Sends JSON until it is taken: 503 says that it was not stored, and to try again. */
  void putAtLast(String path, String json) throws Exception {
    Await.until(() -> send("PUT", path, json).statusCode(), status -> status == 200);
  }

  /** Sends JSON and expects it to be taken. */
  HttpResponse<String> put(String path, String json) throws Exception {
    HttpResponse<String> answer = send("PUT", path, json);
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.body());
    }
    return answer;
  }

  /** What it has printed so far. */
  String output() {
    return String.join("\n", lines);
  }

  /** Waits for its end and answers the exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running, having printed:\n" + output());
    }
    reader.join();
    return process.exitValue();
  }

  /** Asks it to stop, as Ctrl-C and service managers do. */
  void terminate() {
    process.toHandle().destroy(); // process.destroy() would close its output as well
  }

  long pid() {
    return process.pid();
  }

  /** Ends it without a chance to say goodbye, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** Holds it, as a machine does that is too busy, or lets it go on. */
  void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
        .inheritIO()
        .start();
    if (kill.waitFor() != 0) {
      throw new IllegalStateException("kill -" + name + " failed");
    }
  }

  boolean isServing() {
    return port.isDone() && !port.isCompletedExceptionally() && isRunning();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        Matcher ready = READY.matcher(line);
        if (ready.find()) {
          port.complete(Integer.valueOf(ready.group(1)));
        }
      }
    } catch (IOException e) {
      lines.add("output broke off: " + e.getMessage());
    } finally {
      port.completeExceptionally(new IllegalStateException("it ended:\n" + output()));
    }
  }
}
