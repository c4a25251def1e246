package io.ringcache.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;

@Timeout(20)
class ScriptedServerTest {

  @Test
  void aClientOfEitherProtocolGetsThroughItsSetUp() {
    try (ScriptedServer server =
        ScriptedServer.start(
            client -> {
              assertThat(client.nextCommand()).isEqualTo(List.of("GET", "schlüssel"));
              client.send("$5\r\nvalue\r\n");
            })) {
      for (RedisProtocol protocol : RedisProtocol.values()) {
        try (Jedis jedis = connect(server, protocol)) {
          assertThat(jedis.get("schlüssel")).isEqualTo("value");
        }
      }
      assertThat(server.accepted()).isEqualTo(RedisProtocol.values().length);
    }
  }

  @Test
  void halfAReplyAndThenSilenceTimesOut() {
    try (ScriptedServer server =
            ScriptedServer.start(
                client -> {
                  client.nextCommand();
                  client.send("$5\r\nva");
                  client.stall();
                });
        Jedis jedis = connect(server, RedisProtocol.RESP2)) {
      assertThatThrownBy(() -> jedis.get("key")).hasMessageContaining("timed out");
    }
  }

  @Test
  void aResetInMidReplyLosesTheConnection() {
    try (ScriptedServer server =
            ScriptedServer.start(
                client -> {
                  client.nextCommand();
                  client.send("$5\r\nva");
                  client.reset();
                });
        Jedis jedis = connect(server, RedisProtocol.RESP2)) {
      assertThatThrownBy(() -> jedis.get("key")).isInstanceOf(JedisConnectionException.class);
    }
  }

  @Test
  void aTricklingReplyArrivesWhole() {
    try (ScriptedServer server =
            ScriptedServer.start(
                client -> {
                  client.nextCommand();
                  client.trickle("$5\r\nvalue\r\n", Duration.ofMillis(10));
                });
        Jedis jedis = connect(server, RedisProtocol.RESP2)) {
      assertThat(jedis.get("key")).isEqualTo("value");
    }
  }

  @Test
  @SuppressWarnings("resource") // closed in the assertion
  void aScriptThatFailsFailsTheTest() {
    ScriptedServer server =
        ScriptedServer.start(
            client -> assertThat(client.nextCommand()).as("the command").contains("SET"));
    try (Jedis jedis = connect(server, RedisProtocol.RESP2)) {
      assertThatThrownBy(() -> jedis.get("key")).isInstanceOf(JedisConnectionException.class);
    }
    assertThatThrownBy(server::close)
        .hasMessageContaining("a script failed")
        .hasMessageContaining("[the command]");
  }

  @Test
  void closingResetsTheClientsOfScriptsThatWait() throws IOException {
    ScriptedServer server = ScriptedServer.start(ScriptedClient::stall);
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      await().until(() -> server.accepted() == 1);
      server.close();
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
    }
  }

  private static Jedis connect(ScriptedServer server, RedisProtocol protocol) {
    return new Jedis(
        new HostAndPort("127.0.0.1", server.port()),
        DefaultJedisClientConfig.builder().protocol(protocol).timeoutMillis(500).build());
  }
}
