package io.ringcache.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TcpProxyTest {

  private static final String PING = "*1\r\n$4\r\nECHO\r\n";
  private static final String PONG = "+ECHO\r\n";

  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final ScriptedServer server =
      ScriptedServer.start(
          client -> {
            while (true) {
              String command = client.readCommand().get(0);
              received.add(command);
              client.send("+" + command + "\r\n");
            }
          });
  private final TcpProxy proxy = TcpProxy.to(server.port());
  private Socket client = new Socket();

  @BeforeEach
  void connect() throws IOException {
    client = newClient();
    assertThat(ask(client)).isEqualTo(PONG);
    received.clear();
  }

  @AfterEach
  void nothingStaysOpen() throws IOException {
    client.close();
    await().until(() -> proxy.connections() == 0);
    proxy.close();
    server.close();
  }

  @Test
  void aDelayedAnswerTakesTheLatencyOfBothDirections() throws IOException {
    proxy.delay(Duration.ofMillis(60));
    long asked = System.nanoTime();
    assertThat(ask(client)).isEqualTo(PONG);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofMillis(120));
  }

  @Test
  void aTricklingAnswerComesByteByByte() throws IOException {
    proxy.trickle(Duration.ofMillis(20));
    long asked = System.nanoTime();
    assertThat(ask(client)).isEqualTo(PONG);
    assertThat(Duration.ofNanos(System.nanoTime() - asked))
        .isGreaterThan(Duration.ofMillis(20L * PONG.length()));
  }

  @Test
  void whatWasSentIntoAStalledLineArrivesWhenItPassesAgain() throws IOException {
    proxy.stall();
    client.setSoTimeout(200);
    assertThatThrownBy(() -> ask(client)).isInstanceOf(SocketTimeoutException.class);
    assertThat(received).isEmpty();

    proxy.pass();

    client.setSoTimeout(0);
    assertThat(answer(client)).isEqualTo(PONG);
  }

  @Test
  void whatWasSentIntoAStalledLineIsDroppedWithAResetAndDeliveredWithAPoliteClose()
      throws IOException {
    proxy.stall();
    Socket polite = newClient();
    send(polite, "*1\r\n$6\r\nPOLITE\r\n");
    polite.close();
    send(client, "*1\r\n$5\r\nRESET\r\n");
    Sockets.reset(client);
    await().until(() -> proxy.connections() == 1);

    proxy.pass();

    await().until(() -> proxy.connections() == 0);
    assertThat(received).containsExactly("POLITE");
  }

  @Test
  void aCutConnectionIsResetAndANewOneWorks() throws IOException {
    proxy.cut();
    assertThatThrownBy(() -> answer(client)).isInstanceOf(SocketException.class);
    client = newClient();
    assertThat(ask(client)).isEqualTo(PONG);
  }

  @Test
  void aHalfOpenConnectionTakesBytesAndIsSilentWhileANewOneWorks() throws IOException {
    proxy.halfOpen();
    client.setSoTimeout(200);
    assertThatThrownBy(() -> ask(client)).isInstanceOf(SocketTimeoutException.class);
    assertThat(received).isEmpty();
    try (Socket another = newClient()) {
      assertThat(ask(another)).isEqualTo(PONG);
    }
  }

  @Test
  void withoutAServerBehindItAConnectionIsReset() throws IOException {
    server.close();
    try (Socket another = newClient()) {
      assertThatThrownBy(() -> ask(another)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void connectionsThatAreResetAtOnceLeaveNoThread() throws IOException {
    long before = threads();
    for (int i = 0; i < 300; i++) {
      Sockets.reset(newClient());
    }
    await().until(() -> proxy.connections() == 1);
    await().untilAsserted(() -> assertThat(threads()).isEqualTo(before));
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("proxy-"))
        .count();
  }

  private Socket newClient() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }

  private static String ask(Socket socket) throws IOException {
    send(socket, PING);
    return answer(socket);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static String answer(Socket socket) throws IOException {
    byte[] answer = socket.getInputStream().readNBytes(PONG.length());
    if (answer.length == 0) {
      throw new SocketException("closed");
    }
    return new String(answer, UTF_8);
  }
}
