package io.ringcache.openapi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a service could answer that is not in the description is noticed. */
class DescribedTest {

  private static final String HEALTHY =
      "{\"status\":\"healthy\",\"memory\":\"connected\",\"memory_usage\":\"1%\",\"database\":\"connected\"}";

  private final Map<String, String> headers = new HashMap<>();
  private HttpServer server;
  private int status = 200;
  private String body = HEALTHY;

  @BeforeEach
  void startTheServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          headers.forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    headers.put("Content-Type", "application/json");
    headers.put("X-Request-Id", "abc");
    headers.put("Cache-Control", "no-store");
  }

  @AfterEach
  void endTheServer() {
    server.stop(0);
  }

  @Test
  void whatIsDescribedPasses() {
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void aStatusThatIsNotDescribedIsNoticed() {
    status = 202;
    assertNoticed();
  }

  @Test
  void aFieldThatIsNotDescribedIsNoticed() {
    body = HEALTHY.replace("}", ",\"uptime\":1}");
    assertNoticed();
  }

  @Test
  void aFieldThatIsMissingIsNoticed() {
    body = HEALTHY.replace(",\"database\":\"connected\"", "");
    assertNoticed();
  }

  @Test
  void aValueThatIsNotDescribedIsNoticed() {
    body = HEALTHY.replace("healthy", "fine");
    assertNoticed();
  }

  @Test
  void aHeaderThatIsNotDescribedIsNoticed() {
    headers.put("X-Powered-By", "us");
    assertNoticed();
  }

  @Test
  void aHeaderThatIsMissingIsNoticed() {
    headers.remove("Cache-Control");
    assertNoticed();
  }

  @Test
  void aHeadersValueThatIsNotDescribedIsNoticed() {
    headers.put("Cache-Control", "public");
    assertNoticed();
  }

  @Test
  void aTypeThatIsNotDescribedIsNoticed() {
    headers.put("Content-Type", "text/html");
    assertNoticed();
  }

  @Test
  void anErrorThatTheCallHasNotIsNoticed() {
    status = 503;
    body = "{\"error\":\"Invalid key\",\"code\":\"invalid_key\",\"request_id\":\"abc\"}";
    assertNoticed();
  }

  private void assertNoticed() {
    assertThatThrownBy(this::check).isInstanceOf(AssertionError.class);
  }

  private void check() {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/health");
    HttpResponse<String> answer;
    try {
      answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Described.check(answer);
  }
}
