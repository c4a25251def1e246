package io.ringcache.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MemcachedServerIT {

  @RegisterExtension static final ThreeMemcachedNodes MEMCACHED = new ThreeMemcachedNodes();

  @Test
  void aStartedServerTakesItsOptionsAndAnswers() throws IOException {
    try (MemcachedServer server = MemcachedServer.start("-I", "2m");
        Client client = new Client(server)) {
      assertThat(client.ask("version")).startsWith("VERSION 1.");
      assertThat(client.stats("stats settings")).contains("STAT item_size_max 2097152");
    }
  }

  @Test
  void aKilledServerEndsItsConnectionsAndComesBackEmptyOnTheSamePort() throws IOException {
    try (MemcachedServer server = MemcachedServer.start()) {
      try (Client client = new Client(server)) {
        assertThat(client.store("key", "value")).isEqualTo("STORED");
        server.kill();
        assertThatThrownBy(() -> client.ask("version")).isInstanceOf(IOException.class);
      }
      assertThatThrownBy(() -> new Client(server)).isInstanceOf(IOException.class);

      server.restart();

      try (Client client = new Client(server)) {
        assertThat(client.ask("get key")).isEqualTo("END");
      }
    }
  }

  @Test
  void aPausedServerIsSilentAndAnswersLaterWhatItWasAsked() throws IOException {
    try (MemcachedServer server = MemcachedServer.start();
        Client client = new Client(server)) {
      server.pause();
      assertThatThrownBy(() -> client.ask("version")).isInstanceOf(SocketTimeoutException.class);

      server.resume();

      assertThat(client.answer()).startsWith("VERSION");
    }
  }

  @Test
  void aPausedServerCanBeClosed() {
    MemcachedServer server = MemcachedServer.start();
    server.pause();
    server.close();
    assertThatThrownBy(() -> new Client(server)).isInstanceOf(IOException.class);
  }

  @Test
  void anOptionThatMemcachedRefusesFailsWithWhatItSaid() {
    assertThatThrownBy(() -> MemcachedServer.start("-I", "1"))
        .hasMessageContaining("ended at its start")
        .hasMessageContaining("Item max size");
  }

  @Test
  void aTakenPortIsToldFromOtherFailures() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ServerSource source = MemcachedSources.find();
      assertThatThrownBy(() -> source.start(taken.getLocalPort(), List.of()))
          .isInstanceOf(PortTakenException.class);
    }
  }

  @Test
  void thePortOfAnotherMemcachedIsTakenToo() {
    try (MemcachedServer other = MemcachedServer.start()) {
      ServerSource source = MemcachedSources.find();
      assertThatThrownBy(() -> source.start(other.port(), List.of()))
          .isInstanceOf(PortTakenException.class);
    }
  }

  @Test
  void theSharedNodesAreThreeDifferentOnes() {
    assertThat(MEMCACHED.servers())
        .hasSize(3)
        .extracting(MemcachedServer::port)
        .doesNotHaveDuplicates();
    assertThat(MEMCACHED.addresses().split(",")).hasSize(3);
  }

  @Test
  void withoutAnySourceTheFailureSaysWhatToInstall() {
    assertThatThrownBy(() -> MemcachedSources.choose(Map.of("PATH", "/nowhere"), Optional::empty))
        .hasMessageContaining("apt-get install memcached");
  }

  @Test
  void aNamedProgramThatCanNotBeRunIsNotReplacedByAnother() {
    assertThatThrownBy(
            () ->
                MemcachedSources.choose(
                    Map.of("RINGCACHE_TEST_MEMCACHED", "/nowhere", "PATH", System.getenv("PATH")),
                    Optional::empty))
        .hasMessageContaining("RINGCACHE_TEST_MEMCACHED names /nowhere");
  }

  /** Speaks the text protocol, a line at a time. */
  private static final class Client implements AutoCloseable {

    private final Socket socket = new Socket();
    private final BufferedReader in;

    Client(MemcachedServer server) throws IOException {
      socket.connect(new InetSocketAddress(server.host(), server.port()), 1000);
      socket.setSoTimeout(1000);
      in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    }

    String ask(String command) throws IOException {
      socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
      return answer();
    }

    String answer() throws IOException {
      String line = in.readLine();
      if (line == null) {
        throw new IOException("the server hung up");
      }
      return line;
    }

    String store(String key, String value) throws IOException {
      return ask("set " + key + " 0 0 " + value.length() + "\r\n" + value);
    }

    String stats(String command) throws IOException {
      StringBuilder all = new StringBuilder();
      for (String line = ask(command); !line.equals("END"); line = answer()) {
        all.append(line).append('\n');
      }
      return all.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
