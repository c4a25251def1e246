package io.ringcache.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** A service and how it is spoken to. Thread-safe; its calls block, but for {@link #ask}. */
final class Service {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient client;
  private final URI url;
  private final String key;
  private final Duration timeout;

  private Service(HttpClient client, URI url, String key, Duration timeout) {
    this.client = client;
    this.url = url;
    this.key = key;
    this.timeout = timeout;
  }

  /**
   * That service.
   *
   * @param key empty for none
   */
  static Service at(URI url, String key, Duration timeout) throws Failure {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT);
    if ("http".equals(url.getScheme())) {
      client.sslContext(noCertificates());
    }
    return new Service(client.build(), url, key, timeout);
  }

  /** Reading those of the machine takes longer than a call, which has no use for them. */
  private static SSLContext noCertificates() throws Failure {
    try {
      SSLContext none = SSLContext.getInstance("TLS");
      none.init(null, new TrustManager[0], null);
      return none;
    } catch (GeneralSecurityException e) {
      throw new Failure(Exit.UNAVAILABLE, "this Java has no TLS: " + e.getMessage());
    }
  }

  /** What came back. */
  static final class Reply {

    private final int status;
    private final byte[] body;

    Reply(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    int status() {
      return status;
    }

    /** The body as it came. */
    String text() {
      return new String(body, StandardCharsets.UTF_8).strip();
    }

    boolean is(int expected) {
      return status == expected;
    }

    /** Whether it is that error. */
    boolean isCode(String code) throws Failure {
      return code.equals(Json.text(parsed().getOrDefault("code", "")));
    }

    /** The fields of an answer that was good. */
    Map<String, String> fields() throws Failure {
      if (status >= 300) {
        throw failure();
      }
      return parsed();
    }

    private Map<String, String> parsed() throws Failure {
      try {
        return Json.fields(body);
      } catch (IOException e) {
        throw new Failure(
            Exit.UNAVAILABLE, "no Ringcache answered, but " + status + ": " + e.getMessage());
      }
    }

    /** What the service says of itself where it refuses. */
    Failure failure() {
      int exit = status == 429 || status >= 500 ? Exit.UNAVAILABLE : Exit.REFUSED;
      try {
        Map<String, String> fields = parsed();
        String detail = Json.text(fields.getOrDefault("detail", ""));
        String error = Json.text(fields.getOrDefault("error", "no reason given"));
        return new Failure(
            status == 404 ? Exit.NOT_FOUND : exit,
            error + (detail.isEmpty() ? "" : ": " + detail) + " (" + status + ")");
      } catch (Failure e) {
        return e;
      }
    }
  }

  /** A path below the API's, of segments that are encoded here. */
  static String path(String... segments) {
    StringBuilder path = new StringBuilder("api/v1");
    for (String segment : segments) {
      path.append('/').append(encoded(segment));
    }
    return path.toString();
  }

  /** As a path's segment and as a parameter's value. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Reply get(String path) throws Failure {
    return send(request(path).GET().build());
  }

  Reply delete(String path) throws Failure {
    return send(request(path).DELETE().build());
  }

  Reply post(String path, byte[] body) throws Failure {
    return send(request(path).POST(BodyPublishers.ofByteArray(body)).build());
  }

  Reply put(String path, byte[] body, String... headers) throws Failure {
    HttpRequest.Builder request = request(path).PUT(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /** Asks without waiting. */
  CompletableFuture<Reply> ask(String path) {
    return client
        .sendAsync(request(path).GET().build(), BodyHandlers.ofByteArray())
        .thenApply(Service::reply);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(timeout)
            .header("Content-Type", "application/json");
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    return request;
  }

  private Reply send(HttpRequest request) throws Failure {
    try {
      return reply(client.send(request, BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(Exit.UNAVAILABLE, "interrupted");
    }
  }

  Failure unavailable(Throwable cause) {
    String what =
        cause instanceof HttpTimeoutException
            ? "does not answer in time"
            : cause instanceof ConnectException
                ? "takes no connection"
                : "broke the connection off: " + cause.getMessage();
    return new Failure(Exit.UNAVAILABLE, "the service at " + url + " " + what);
  }

  private static Reply reply(HttpResponse<byte[]> response) {
    return new Reply(response.statusCode(), response.body());
  }
}
