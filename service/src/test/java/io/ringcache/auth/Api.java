package io.ringcache.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringcache.openapi.Described;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of a running service that shows a key, or none. */
public final class Api {

  /** The administrator's, in the tests. */
  public static final String ADMIN_KEY = "the-key-of-the-configuration-0123456789";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final URI service;
  private final @Nullable String key;

  public Api(int port) {
    this(HttpClient.newHttpClient(), URI.create("http://127.0.0.1:" + port), null);
  }

  public Api(HttpClient client, URI service, @Nullable String key) {
    this.client = client;
    this.service = service;
    this.key = key;
  }

  /** The same client with that key. */
  public Api as(String other) {
    return new Api(client, service, other);
  }

  public Api asAdmin() {
    return as(ADMIN_KEY);
  }

  public Reply get(String path) {
    return call("GET", path, null);
  }

  /** Makes a call; a body is JSON. */
  public Reply call(String method, String path, @Nullable String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      Described.check(response);
      return new Reply(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What asks for a key. */
  public static String keyBody(String name, List<String> roles, List<String> namespaces) {
    ObjectNode body = JSON.createObjectNode().put("name", name);
    body.set("roles", JSON.valueToTree(roles));
    body.set("namespaces", JSON.valueToTree(namespaces));
    return body.toString();
  }

  /** Makes a key, and says what the answer to that says. */
  public JsonNode makeKey(String name, List<String> roles, String... namespaces) {
    Reply made = call("POST", "/api/v1/api-keys", keyBody(name, roles, List.of(namespaces)));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json();
  }

  /** What came back. */
  public record Reply(HttpResponse<String> response) {

    public int status() {
      return response.statusCode();
    }

    public String body() {
      return response.body();
    }

    public JsonNode json() {
      try {
        return JSON.readTree(body());
      } catch (IOException e) {
        throw new UncheckedIOException(body(), e);
      }
    }

    /** The error's code; empty for none. */
    public String code() {
      return json().path("code").asText();
    }

    /** A header's value, empty where it is absent. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** Asserts that it is an error in the API's shape. */
    public void isError(int status, String code) {
      assertThat(status()).as(body()).isEqualTo(status);
      assertThat(code()).isEqualTo(code);
      assertThat(header("Content-Type")).isEqualTo("application/json");
      assertThat(json().path("request_id").asText()).isNotEmpty().isEqualTo(header("X-Request-Id"));
    }
  }
}
