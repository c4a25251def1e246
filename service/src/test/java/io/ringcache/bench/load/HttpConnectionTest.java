package io.ringcache.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

  private static final Request REQUEST = new Request("GET", "/", List.of(), "");

  @Test
  void aBodyOfAKnownLengthIsReadToItsEnd() throws Exception {
    assertThat(answer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP"))
        .isEqualTo(new HttpConnection.Answer(200, "abc"));
  }

  @Test
  void aBodyInChunksIsPutTogether() throws Exception {
    String head = "HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n";
    String chunks = "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n";

    assertThat(answer(head + chunks)).isEqualTo(new HttpConnection.Answer(201, "abc0123456789"));
  }

  @Test
  void anAnswerThatBreaksOffIsAFailure() {
    assertThatThrownBy(() -> answer("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc"))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void onlyStatusesFrom200To299AreGood() {
    assertThat(new HttpConnection.Answer(201, "").isGood()).isTrue();
    assertThat(new HttpConnection.Answer(304, "").isGood()).isFalse();
    assertThat(new HttpConnection.Answer(500, "").isGood()).isFalse();
  }

  /** What is made of a server's words, after which it closes the connection. */
  private static HttpConnection.Answer answer(String words) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpConnection connection = new HttpConnection(server.getLocalPort())) {
      try (Socket socket = server.accept()) {
        socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        return send(connection);
      }
    }
  }

  private static HttpConnection.Answer send(HttpConnection connection) throws IOException {
    return connection.send(REQUEST);
  }
}
