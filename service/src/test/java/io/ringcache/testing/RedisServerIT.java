package io.ringcache.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisServerIT {

  @RegisterExtension static final ThreeRedisNodes REDIS = new ThreeRedisNodes();

  @Test
  void aStartedServerTakesItsOptionsAndAnswers() {
    try (RedisServer server = RedisServer.start("--maxmemory", "10mb");
        Jedis client = connect(server)) {
      assertThat(client.configGet("maxmemory")).containsEntry("maxmemory", "10485760");
      assertThat(client.configGet("save")).containsEntry("save", "");
    }
  }

  @Test
  void aKilledServerResetsItsConnectionsAndComesBackEmptyOnTheSamePort() {
    try (RedisServer server = RedisServer.start()) {
      try (Jedis client = connect(server)) {
        client.set("key", "value");
        server.kill();
        assertThatThrownBy(client::ping).isInstanceOf(JedisConnectionException.class);
      }
      assertThatThrownBy(() -> connect(server).connect())
          .isInstanceOf(JedisConnectionException.class);

      server.restart();

      try (Jedis client = connect(server)) {
        assertThat(client.get("key")).isNull();
      }
    }
  }

  @Test
  void aServerRestartedWithItsDataHasWhatItHadSaved() {
    try (RedisServer server = RedisServer.start()) {
      try (Jedis client = connect(server)) {
        client.set("saved", "value");
        client.save();
        client.set("later", "value");
      }

      server.restartWithItsData();

      try (Jedis client = connect(server)) {
        assertThat(client.keys("*")).containsExactly("saved");
      }
      server.restart();
      try (Jedis client = connect(server)) {
        assertThat(client.keys("*")).isEmpty();
      }
    }
  }

  @Test
  void aPausedServerIsSilentAndAnswersLaterWhatItWasAsked() {
    try (RedisServer server = RedisServer.start();
        Jedis before = connect(server)) {
      before.set("key", "value");
      server.pause();
      assertThatThrownBy(() -> before.get("key")).hasMessageContaining("timed out");

      server.resume();

      try (Jedis after = connect(server)) {
        assertThat(after.get("key")).isEqualTo("value");
      }
    }
  }

  @Test
  void aPausedServerCanBeClosed() {
    RedisServer server = RedisServer.start();
    server.pause();
    server.close();
    assertThatThrownBy(() -> connect(server).connect())
        .isInstanceOf(JedisConnectionException.class);
  }

  @Test
  void aServerThatAsksForAPasswordIsReadyToo() {
    try (RedisServer server = RedisServer.start("--requirepass", "secret");
        Jedis client = connect(server)) {
      assertThatThrownBy(client::ping).isInstanceOf(JedisDataException.class);
      client.auth("secret");
      assertThat(client.ping()).isEqualTo("PONG");
    }
  }

  @Test
  void anOptionThatRedisRefusesFailsWithWhatItSaid() {
    assertThatThrownBy(() -> RedisServer.start("--maxmemory", "much"))
        .hasMessageContaining("ended at its start")
        .hasMessageContaining("maxmemory");
  }

  @Test
  void aTakenPortIsToldFromOtherFailures() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ServerSource source = RedisSources.find();
      assertThatThrownBy(() -> source.start(taken.getLocalPort(), List.of()))
          .isInstanceOf(PortTakenException.class);
    }
  }

  @Test
  void theRedisOfTheJarRunsTheScriptsThatOursNeed() {
    // what a machine without Redis and Docker tests with
    ServerSource jar = RedisSources.jar().orElseThrow();
    try (RedisServer server = RedisServer.start(jar);
        Jedis client = connect(server)) {
      assertThat(client.eval("return redis.call('TIME')[1]")).asString().matches("\\d+");
    }
  }

  @Test
  void theSharedNodesAreThreeDifferentOnes() {
    assertThat(REDIS.servers()).hasSize(3).extracting(RedisServer::port).doesNotHaveDuplicates();
    assertThat(REDIS.addresses().split(",")).hasSize(3);
  }

  @Test
  void withoutAnySourceTheFailureSaysWhatToInstall() {
    assertThatThrownBy(
            () -> RedisSources.choose(Map.of("PATH", "/nowhere"), Optional::empty, Optional::empty))
        .hasMessageContaining("apt-get install redis-server");
  }

  private static Jedis connect(RedisServer server) {
    return new Jedis(
        new HostAndPort(server.host(), server.port()),
        DefaultJedisClientConfig.builder()
            .autoNegotiateProtocol(false)
            .timeoutMillis(1000)
            .build());
  }
}
