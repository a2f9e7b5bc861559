package io.github.cfexporter.system;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** One page, seen and used as a person would: by its texts, its keys and its pictures. */
final class Tab {
  private final Browser browser;
  private final String session;

  Tab(Browser browser, String session) throws Exception {
    this.browser = browser;
    this.session = session;
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", new JsonObject());
    }
  }

  void show(String url) throws Exception {
    call("Page.navigate", new JsonObject().put("url", url));
    await("document.readyState === 'complete' && location.href !== 'about:blank'");
  }

  /** The value of an expression in the page. */
  Object evaluate(String expression) throws Exception {
    JsonObject result = call(
        "Runtime.evaluate",
        new JsonObject()
            .put("expression", expression)
            .put("returnByValue", true)
            .put("awaitPromise", true));
    if (result.containsKey("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result.getJsonObject("exceptionDetails"));
    }
    return result.getJsonObject("result").getValue("value");
  }

  /** Waits until a condition holds; looks again whenever the page may have changed. */
  void await(String condition) throws Exception {
    await(condition, Duration.ofSeconds(30));
  }

  /** The same, for what takes longer than a person would wait for. */
  void await(String condition, Duration longest) throws Exception {
    long end = System.nanoTime() + longest.toNanos();
    while (!isSoon(condition)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still not so: " + condition + "\n" + text("body"));
      }
    }
  }

  /** Whether it holds within ten seconds: shorter than one message to the browser may take. */
  private boolean isSoon(String condition) throws Exception {
    Object held = evaluate("""
        new Promise(done => {
          const end = Date.now() + 10000;
          const look = () => {
            if (%s) done(true);
            else if (Date.now() > end) done(false);
            else setTimeout(look, 50);
          };
          look();
        })""".formatted(condition));
    return Boolean.TRUE.equals(held);
  }

  /** What a person reads in an element. */
  String text(String selector) throws Exception {
    return String.valueOf(evaluate("document.querySelector('" + selector + "').innerText"));
  }

  String value(String selector) throws Exception {
    return String.valueOf(evaluate("document.querySelector('" + selector + "').value"));
  }

  void click(String selector) throws Exception {
    evaluate("document.querySelector('" + selector + "').click()");
  }

  /** Replaces what a field holds, as by keyboard. */
  void type(String selector, String text) throws Exception {
    evaluate("(field => { field.focus(); field.select(); })(document.querySelector('" + selector
        + "'))");
    call("Input.insertText", new JsonObject().put("text", text));
  }

  /** Presses a key that has a name: {@code Enter}, {@code Tab}, {@code Escape}. */
  void press(String key) throws Exception {
    int code = switch (key) {
      case "Enter" -> 13;
      case "Tab" -> 9;
      case "Escape" -> 27;
      default -> throw new IllegalArgumentException(key);
    };
    JsonObject event =
        new JsonObject().put("key", key).put("code", key).put("windowsVirtualKeyCode", code);
    JsonObject down = event.copy().put("type", "rawKeyDown");
    if (key.equals("Enter")) {
      down.put("type", "keyDown").put("text", "\r");
    }
    call("Input.dispatchKeyEvent", down);
    call("Input.dispatchKeyEvent", event.copy().put("type", "keyUp"));
  }

  void resize(int width, int height) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        new JsonObject()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", width < 600));
  }

  void preferDark() throws Exception {
    JsonObject dark = new JsonObject().put("name", "prefers-color-scheme").put("value", "dark");
    call("Emulation.setEmulatedMedia", new JsonObject().put("features", JsonArray.of(dark)));
  }

  /** Keeps what is to be seen now, for people to look at. */
  void photograph(Path file) throws Exception {
    JsonObject picture = call("Page.captureScreenshot", new JsonObject());
    Files.write(file, Base64.getDecoder().decode(picture.getString("data")));
  }

  /** What the page complained about: errors of its scripts and what its policy has stopped. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    browser
        .events(session, "Runtime.exceptionThrown")
        .forEach(event -> problems.add(event.encode()));
    browser.events(session, "Log.entryAdded").stream()
        .map(event -> event.getJsonObject("entry"))
        .filter(entry -> !entry.getString("source").equals("network"))
        .forEach(entry -> problems.add(entry.getString("text")));
    return problems;
  }

  /** Every address that the page asked for. */
  List<String> requests() {
    return browser.events(session, "Network.requestWillBeSent").stream()
        .map(event -> event.getJsonObject("request").getString("url"))
        .toList();
  }

  private JsonObject call(String method, JsonObject parameters) throws Exception {
    return browser.call(session, method, parameters);
  }
}
