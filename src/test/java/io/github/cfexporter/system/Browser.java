package io.github.cfexporter.system;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debian's Chromium without a window, driven by the DevTools protocol over the JDK's own web socket.
 * Playwright's Java binding would do the same with 200 MB of Node.js for six platforms.
 *
 * <p>See https://chromedevtools.github.io/devtools-protocol/.
 */
final class Browser implements AutoCloseable {
  static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private static final long PATIENCE_SECONDS = 60;
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final List<String> FLAGS = List.of(
      "--headless",
      "--no-sandbox", // Chromium refuses to run as root with its sandbox
      "--disable-gpu",
      "--disable-quic",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--remote-debugging-port=0");

  private final Process process;
  private final WebSocket socket;
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonObject>> pending = new ConcurrentHashMap<>();
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();

  private Browser(Process process) throws Exception {
    this.process = process;
    CompletableFuture<URI> address = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, address), "chromium output");
    reader.setDaemon(true);
    reader.start();
    socket = HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(address.get(PATIENCE_SECONDS, TimeUnit.SECONDS), new Messages())
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** @param profile an empty directory for what browsers remember */
  static Browser start(Path profile) throws Exception {
    List<String> command = new ArrayList<>(List.of(CHROMIUM.toString()));
    command.addAll(FLAGS);
    command.add("--user-data-dir=" + profile);
    command.add("about:blank");
    return new Browser(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Opens a page in a new tab and waits until it is loaded. */
  Tab open(String url) throws Exception {
    JsonObject target = call("", "Target.createTarget", new JsonObject().put("url", "about:blank"));
    JsonObject attached = call(
        "",
        "Target.attachToTarget",
        new JsonObject().put("targetId", target.getString("targetId")).put("flatten", true));
    Tab tab = new Tab(this, attached.getString("sessionId"));
    tab.show(url);
    return tab;
  }

  /** @param session of the tab; empty for the browser itself */
  JsonObject call(String session, String method, JsonObject parameters) throws Exception {
    long id = lastId.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    pending.put(id, answer);
    JsonObject message =
        new JsonObject().put("id", id).put("method", method).put("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    socket.sendText(message.encode(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    JsonObject json = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (json.containsKey("error")) {
      throw new AssertionError(method + ": " + json.getJsonObject("error").encode());
    }
    return json.getJsonObject("result");
  }

  /** Parameters of the events of a name that a tab has sent so far. */
  List<JsonObject> events(String session, String method) {
    return events.stream()
        .filter(event -> session.equals(event.getString("sessionId")))
        .filter(event -> method.equals(event.getString("method")))
        .map(event -> event.getJsonObject("params"))
        .toList();
  }

  @Override
  public void close() {
    List<ProcessHandle> helpers = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    helpers.forEach(ProcessHandle::destroyForcibly);
    helpers.forEach(helper -> helper.onExit().join()); // they write to the profile to the last
  }

  private static void read(Process process, CompletableFuture<URI> address) {
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append(line).append('\n');
        Matcher listening = LISTENING.matcher(line);
        if (listening.find()) {
          address.complete(URI.create(listening.group(1)));
        }
      }
    } catch (IOException e) {
      said.append("output broke off: ").append(e.getMessage());
    } finally {
      address.completeExceptionally(new IllegalStateException("chromium ended:\n" + said));
    }
  }

  /** Puts the pieces of messages together and hands answers to those who wait. */
  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        JsonObject message = new JsonObject(text.toString());
        text.setLength(0);
        if (message.containsKey("id")) {
          pending.remove(message.getLong("id")).complete(message);
        } else {
          events.add(message);
        }
      }
      from.request(1);
      return null;
    }
  }
}
