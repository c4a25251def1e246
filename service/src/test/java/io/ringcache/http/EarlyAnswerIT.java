package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.RunningService;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers given before the body was read: they arrive, however much the client still sends. */
class EarlyAnswerIT {

  private static final int BODY_BYTES = 50_000_000;
  private static final byte[] PIECE = new byte[100_000];

  @RegisterExtension
  static final RunningService SERVICE = new RunningService(List.of(new ProbeResource()));

  @Test
  void aBodyAnnouncedTooLargeIsRefusedBeforeAnyOfItIsSent() throws IOException {
    try (RawHttp http = RawHttp.connect(SERVICE.port())) {
      http.send(announcing("/probe/body", 4097));
      RawHttp.Answer answer = http.read();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("\"code\":\"request_too_large\"");
      assertThat(answer.header("Connection")).isEqualTo("close");
      assertThat(http.isAtEnd()).isTrue();
    }
  }

  @Test
  void aBodyAsLargeAsAllowedIsTaken() throws IOException {
    try (RawHttp http = RawHttp.connect(SERVICE.port())) {
      http.send(announcing("/probe/body", 4096));
      http.send(new byte[4096]);
      RawHttp.Answer answer = http.read();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("4096");
    }
  }

  @Test
  void aClientThatSendsEverythingFirstStillReadsThe413() throws IOException {
    assertArrives(announcing("/probe/body", BODY_BYTES), 413, BODY_BYTES);
  }

  @Test
  void aClientThatSendsEverythingFirstStillReadsTheAnswerToABodyNobodyRead() throws IOException {
    assertArrives(chunked("/probe/unread"), 400, BODY_BYTES);
  }

  @Test
  void aClientThatSendsEverythingFirstStillReadsTheAnswerToABodyHalfRead() throws IOException {
    assertArrives(chunked("/probe/half"), 400, BODY_BYTES);
  }

  @Test
  void anAnswerDoesNotWaitForTheRestOfABodyLongerThanTheLongestValue() throws IOException {
    try (RawHttp http = RawHttp.connect(SERVICE.port())) {
      http.send(chunked("/probe/half"));
      http.send(chunk(new byte[3000]));
      assertThat(http.read().status()).isEqualTo(400);
      assertThat(http.isAtEnd()).isTrue();
    }
  }

  @Test
  void aSmallBodyLeftUnreadDoesNotCostTheConnection() throws IOException {
    try (RawHttp http = RawHttp.connect(SERVICE.port())) {
      for (int i = 0; i < 3; i++) {
        http.send(announcing("/probe/unread", 2000) + "x".repeat(2000));
        RawHttp.Answer answer = http.read();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Connection")).isEmpty();
      }
    }
  }

  @Test
  void aClientThatWaitsForAContinueGetsTheRefusalInstead() throws IOException {
    try (RawHttp http = RawHttp.connect(SERVICE.port())) {
      http.send(announcing("/probe/body", 5000, "Expect: 100-continue\r\n"));
      assertThat(http.read().status()).isEqualTo(413);
      assertThat(http.isAtEnd()).isTrue();
    }
  }

  @Test
  void aClientThatWaitsForAContinueGetsIt() throws IOException {
    try (RawHttp http = RawHttp.connect(SERVICE.port())) {
      http.send(announcing("/probe/body", 3, "Expect: 100-continue\r\n"));
      assertThat(http.read().status()).isEqualTo(100);
      http.send("abc");
      assertThat(http.read().status()).isEqualTo(200);
      http.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(http.read().status()).isEqualTo(200);
    }
  }

  private static void assertArrives(String head, int status, int bytes) throws IOException {
    try (RawHttp http = RawHttp.connect(SERVICE.port())) {
      http.send(head);
      byte[] piece = head.contains("chunked") ? chunk(PIECE) : PIECE;
      for (int sent = 0; sent < bytes; sent += PIECE.length) {
        http.send(piece);
      }
      if (head.contains("chunked")) {
        http.send("0\r\n\r\n");
      }
      RawHttp.Answer answer = http.read();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.body()).startsWith("{\"error\":").endsWith("}");
      assertThat(http.isAtEnd()).isTrue();
    }
  }

  private static String announcing(String path, int bytes) {
    return announcing(path, bytes, "");
  }

  private static String announcing(String path, int bytes, String headers) {
    return method(path) + headers + "Content-Length: " + bytes + "\r\n\r\n";
  }

  private static String chunked(String path) {
    return method(path) + "Transfer-Encoding: chunked\r\n\r\n";
  }

  private static String method(String path) {
    return (path.equals("/probe/body") ? "PUT " : "POST ")
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  }

  private static byte[] chunk(byte[] content) {
    byte[] head = RawHttp.ascii(Integer.toHexString(content.length) + "\r\n");
    byte[] chunk = new byte[head.length + content.length + 2];
    System.arraycopy(head, 0, chunk, 0, head.length);
    System.arraycopy(content, 0, chunk, head.length, content.length);
    chunk[chunk.length - 2] = '\r';
    chunk[chunk.length - 1] = '\n';
    return chunk;
  }
}
