package io.ringcache.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A page in a {@link Chromium}, over its <a
 * href="https://chromedevtools.github.io/devtools-protocol/">DevTools protocol</a>. Thread-safe;
 * every call waits for the browser.
 */
public final class ChromiumPage {

  /** A key of the keyboard. */
  public enum Key {
    TAB("Tab", "Tab", 9, ""),
    ENTER("Enter", "Enter", 13, "\r"),
    ESCAPE("Escape", "Escape", 27, ""),
    SPACE(" ", "Space", 32, " "),
    DELETE("Delete", "Delete", 46, ""),
    DOWN("ArrowDown", "ArrowDown", 40, "");

    private final String key;
    private final String code;
    private final int virtualCode;
    private final String text;

    Key(String key, String code, int virtualCode, String text) {
      this.key = key;
      this.code = code;
      this.virtualCode = virtualCode;
      this.text = text;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 60;

  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final WebSocket socket;

  private ChromiumPage(HttpClient client, URI debugger) {
    socket = client.newWebSocketBuilder().buildAsync(debugger, new Messages()).join();
  }

  static ChromiumPage in(int port) {
    HttpClient client = HttpClient.newHttpClient();
    try {
      String page =
          client
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
                      .PUT(BodyPublishers.noBody())
                      .build(),
                  BodyHandlers.ofString())
              .body();
      ChromiumPage opened =
          new ChromiumPage(
              client, URI.create(JSON.readTree(page).path("webSocketDebuggerUrl").asText()));
      List.of("Network.enable", "Log.enable", "Runtime.enable", "Page.enable")
          .forEach(domain -> opened.ask(domain, JSON.createObjectNode()));
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Goes there; does not wait for what it loads. */
  public void open(String url) {
    ask("Page.navigate", JSON.createObjectNode().put("url", url));
  }

  /** What a script's last expression is. */
  public JsonNode evaluate(String script) {
    JsonNode result =
        ask(
            "Runtime.evaluate",
            JSON.createObjectNode().put("expression", script).put("returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(script + ": " + result);
    }
    return result.path("result").path("value");
  }

  /** What a script's last expression, a promise, comes to. */
  public JsonNode resolve(String script) {
    JsonNode result =
        ask(
            "Runtime.evaluate",
            JSON.createObjectNode()
                .put("expression", script)
                .put("returnByValue", true)
                .put("awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(script + ": " + result);
    }
    return result.path("result").path("value");
  }

  /** Gives it so many pixels. */
  public void resize(int width, int height) {
    ask(
        "Emulation.setDeviceMetricsOverride",
        JSON.createObjectNode()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", false));
  }

  /** Has the system say so of itself: {@code prefers-color-scheme} is {@code dark}. */
  public void prefers(String feature, String value) {
    ObjectNode parameters = JSON.createObjectNode();
    parameters.putArray("features").addObject().put("name", feature).put("value", value);
    ask("Emulation.setEmulatedMedia", parameters);
  }

  /** Presses and releases the mouse there. */
  public void click(double x, double y) {
    for (String type : List.of("mousePressed", "mouseReleased")) {
      ask(
          "Input.dispatchMouseEvent",
          JSON.createObjectNode()
              .put("type", type)
              .put("x", x)
              .put("y", y)
              .put("button", "left")
              .put("clickCount", 1));
    }
  }

  /** Presses and releases a key, which goes to what has the focus. */
  public void press(Key key) {
    ObjectNode down =
        JSON.createObjectNode()
            .put("type", key.text.isEmpty() ? "rawKeyDown" : "keyDown")
            .put("key", key.key)
            .put("code", key.code)
            .put("windowsVirtualKeyCode", key.virtualCode)
            .put("text", key.text);
    ask("Input.dispatchKeyEvent", down);
    ask(
        "Input.dispatchKeyEvent",
        JSON.createObjectNode()
            .put("type", "keyUp")
            .put("key", key.key)
            .put("code", key.code)
            .put("windowsVirtualKeyCode", key.virtualCode));
  }

  /** Replaces all that the field with the focus holds. */
  public void replace(String text) {
    ObjectNode all =
        JSON.createObjectNode()
            .put("type", "rawKeyDown")
            .put("key", "a")
            .put("code", "KeyA")
            .put("windowsVirtualKeyCode", 65)
            .put("modifiers", 2);
    all.putArray("commands").add("selectAll");
    ask("Input.dispatchKeyEvent", all);
    if (text.isEmpty()) {
      press(Key.DELETE);
    } else {
      type(text);
    }
  }

  /** Types into what has the focus. */
  public void type(String text) {
    ask("Input.insertText", JSON.createObjectNode().put("text", text));
  }

  /** A picture of it, as PNG. */
  public byte[] picture(int width, int height) {
    resize(width, height);
    ask("Emulation.setScrollbarsHidden", JSON.createObjectNode().put("hidden", true));
    return Base64.getDecoder()
        .decode(ask("Page.captureScreenshot", JSON.createObjectNode()).path("data").asText());
  }

  /** The addresses of all that it has asked for, in that order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** What the browser has to say against it: errors, warnings, what its policy forbids. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  void close() {
    ask("Page.close", JSON.createObjectNode());
    socket.abort();
  }

  private JsonNode ask(String method, ObjectNode parameters) {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", parameters);
    synchronized (this) {
      socket.sendText(message.toString(), true).join();
    }
    JsonNode said = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    if (said.has("error")) {
      throw new IllegalStateException(method + ": " + said);
    }
    return said.path("result");
  }

  private void take(JsonNode message) {
    @Nullable CompletableFuture<JsonNode> answer = answers.remove(message.path("id").asInt());
    if (answer != null) {
      answer.complete(message);
      return;
    }
    JsonNode says = message.path("params");
    switch (message.path("method").asText()) {
      case "Network.requestWillBeSent" -> requests.add(says.path("request").path("url").asText());
      case "Log.entryAdded" -> complaints.add(says.path("entry").toString());
      case "Runtime.exceptionThrown" -> complaints.add(says.toString());
      case "Runtime.consoleAPICalled" -> {
        if (!says.path("type").asText().equals("log")) {
          complaints.add(says.path("args").toString());
        }
      }
      default -> {
        // nothing that a test asks for
      }
    }
  }

  /** Puts messages together, which come in parts. */
  private final class Messages implements WebSocket.Listener {

    private final StringBuilder parts = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        String whole = parts.toString();
        parts.setLength(0);
        try {
          take(JSON.readTree(whole));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      from.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      answers.values().forEach(answer -> answer.completeExceptionally(failure));
    }
  }
}
