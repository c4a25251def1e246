package io.ringcache.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringcache.http.RawHttp;
import io.ringcache.openapi.Described;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A client of one namespace of a running service. */
final class Rest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final int port;
  private final String namespace;

  Rest(int port, String namespace) {
    this.port = port;
    this.namespace = namespace;
  }

  /** The namespace's path. */
  String path() {
    return "/api/v1/cache/" + namespace;
  }

  /** A key's path. */
  String path(String key) {
    return path() + "/" + encode(key);
  }

  Reply get(String key, String... headers) {
    return send("GET", path(key), null, headers);
  }

  Reply head(String key, String... headers) {
    return send("HEAD", path(key), null, headers);
  }

  /** Stores a value under the namespace's default ttl. */
  Reply put(String key, String value) {
    return putBody(key, "{\"value\":" + value + "}");
  }

  Reply putBody(String key, String body, String... headers) {
    return send("PUT", path(key), body, headers);
  }

  Reply delete(String key, String... headers) {
    return send("DELETE", path(key), null, headers);
  }

  Reply mget(String... keys) {
    return post("mget", listBody("keys", keys));
  }

  Reply mdelete(String... keys) {
    return post("mdelete", listBody("keys", keys));
  }

  Reply post(String call, String body) {
    return send("POST", path() + "/" + call, body);
  }

  Reply flush() {
    return send("DELETE", path(), null);
  }

  Reply flush(String pattern) {
    return send("DELETE", path() + "?pattern=" + encode(pattern), null);
  }

  Reply invalidate(String... tags) {
    return post("invalidate", listBody("tags", tags));
  }

  /** Registers the namespace, or changes its settings. */
  Reply configure(String settings) {
    return send("PUT", namespacePath(), settings);
  }

  /** Where the namespace itself is. */
  String namespacePath() {
    return "/api/v1/namespaces/" + namespace;
  }

  /**
   * Lists keys.
   *
   * @param query with its question mark, empty for none
   */
  Reply keys(String query) {
    return send("GET", namespacePath() + "/keys" + query, null);
  }

  Reply inspect(String key) {
    return send("GET", namespacePath() + "/keys/" + encode(key), null);
  }

  JsonNode stats() {
    return send("GET", path() + "/stats", null).json();
  }

  /** Sends a body as it is, JSON unless a header says otherwise. */
  Reply send(String method, String target, @Nullable String body, String... headers) {
    return send(
        method,
        target,
        body == null ? null : body.getBytes(StandardCharsets.UTF_8),
        List.of(headers));
  }

  Reply send(String method, String target, byte @Nullable [] body, List<String> headers) {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
            .timeout(TIMEOUT)
            .method(method, publisher);
    if (body != null && !headers.contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.size(); i += 2) {
      request.header(headers.get(i), headers.get(i + 1));
    }
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      Described.check(response);
      return new Reply(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A connection of its own to the service, to be closed. */
  RawHttp connect() throws IOException {
    return RawHttp.connect(port);
  }

  /** Sends a request line and headers that no client would send. */
  RawHttp.Answer raw(String method, String target, String... headers) throws IOException {
    return rawWithBody(method, target, "", headers);
  }

  /** The same with bytes after it, a character a byte, and no header about them but those given. */
  RawHttp.Answer rawWithBody(String method, String target, String body, String... headers)
      throws IOException {
    try (RawHttp http = RawHttp.connect(port)) {
      http.send(head(method, target, headers));
      http.send(body);
      return http.read();
    }
  }

  /** The same, and then nothing more is sent. */
  RawHttp.Answer rawCutShort(String method, String target, String body, String... headers)
      throws IOException {
    try (RawHttp http = RawHttp.connect(port)) {
      http.send(head(method, target, headers));
      http.send(body);
      http.endSending();
      return http.read();
    }
  }

  private static String head(String method, String target, String... headers) {
    return method
        + " "
        + target
        + " HTTP/1.1\r\nHost: localhost\r\n"
        + Arrays.stream(headers).map(header -> header + "\r\n").collect(Collectors.joining())
        + "\r\n";
  }

  private static String listBody(String field, String... texts) {
    return MAPPER.createObjectNode().set(field, MAPPER.valueToTree(texts)).toString();
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What came back. */
  record Reply(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    JsonNode json() {
      try {
        return MAPPER.readTree(body());
      } catch (IOException e) {
        throw new UncheckedIOException(body(), e);
      }
    }

    /** A header's value, empty where it is absent. */
    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }
}
