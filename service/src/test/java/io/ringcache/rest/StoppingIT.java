package io.ringcache.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.ServiceProcess;
import io.ringcache.database.MigratedDatabase;
import io.ringcache.http.RawHttp;
import io.ringcache.testing.LocalProgram;
import io.ringcache.testing.MemcachedServer;
import io.ringcache.testing.RedisServer;
import io.ringcache.testing.SharedPostgres;
import io.ringcache.testing.TcpProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** How a process ends that is told to, and one that is killed. */
class StoppingIT {

  /** What Java ends with after a SIGTERM: 128 and the signal's number. */
  private static final int TERMINATED = 143;

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Longer than it takes an idle connection to be closed, or the next thing to be wrong. */
  private static final Duration A_WHILE = Duration.ofMillis(1_500);

  /** Longer than anybody here waits: whoever waits for all of it fails. */
  private static final Duration GRACE = Duration.ofMinutes(5);

  private static final String[] OPTIONS = {
    "-XX:TieredStopAtLevel=1",
    "-Ddw.backend.commandTimeout=15s", // nothing is to fail because the machine is busy
    "-Ddw.server.shutdownGracePeriod=" + GRACE.toSeconds() + "s"
  };

  @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();

  @Test
  void behindABalancerNoRequestFailsAndNothingThatWasCountedIsLost() throws Exception {
    MigratedDatabase database = MigratedDatabase.in(POSTGRES.server(), POSTGRES.database());
    try (RedisServer redis = RedisServer.start()) {
      CompletableFuture<ServiceProcess> starting =
          CompletableFuture.supplyAsync(() -> draining(redis, database));
      try (ServiceProcess stopping = draining(redis, database);
          ServiceProcess staying = starting.join();
          Balancer balancer = Balancer.over(List.of(stopping.port(), staying.port()));
          RawHttp idle = RawHttp.connect(stopping.port());
          BalancedClients clients = new BalancedClients("load", 4, balancer::next)) {
        clients.awaitAnswers(stopping.port(), 200);
        clients.awaitAnswers(staying.port(), 200);
        int port = stopping.port();

        stopping.terminate();
        // Long before the grace period is over: an idle connection is nothing to wait for.
        assertThat(stopping.awaitEnd()).isEqualTo(TERMINATED);
        assertThat(idle.isAtEnd()).isTrue();

        clients.awaitAnswers(staying.port(), 200);
        clients.stop();
        assertThat(clients.failures()).isEmpty();
        assertThat(clients.lastAnswers()).isPositive();
        assertThat(balancer.sickness(port))
            .startsWith("503 {\"status\":\"unhealthy\",\"redis\":\"connected\"")
            .endsWith(",\"draining\":true}");

        JsonNode stats = new Rest(staying.port(), "load").stats();
        assertThat(stats.path("hits").asLong()).isEqualTo(clients.hits());
        assertThat(stats.path("misses").asLong()).isEqualTo(clients.misses());
        assertThat(stats.path("total_keys").asLong()).isEqualTo(clients.stored().size());
        long operations = clients.hits() + clients.misses() + clients.stored().size();
        await().atMost(SOON).until(() -> logged(database, "load") >= operations);
        assertThat(logged(database, "load")).isEqualTo(operations);
      }
    }
  }

  @Test
  void whatIsUnderWayIsFinishedAndWhatComesOnAKeptConnectionIsServed() throws Exception {
    try (RedisServer redis = RedisServer.start();
        TcpProxy line = TcpProxy.to(redis.port());
        ServiceProcess service =
            ServiceProcess.start(
                "redis", Map.of("RINGCACHE_REDIS_NODES", line.address()), OPTIONS)) {
      int port = service.port();
      assertThat(new Rest(port, "end").put("key", "\"value\"").status()).isEqualTo(201);
      try (RawHttp waiting = RawHttp.connect(port);
          RawHttp slow = RawHttp.connect(port);
          RawHttp late = RawHttp.connect(port);
          RawHttp idle = RawHttp.connect(port)) {
        slow.send("PUT /api/v1/cache/end/slow HTTP/1.1\r\nHost: localhost\r\n");
        slow.send("Content-Length: 16\r\nExpect: 100-continue\r\n\r\n");
        assertThat(slow.readHead().status()).isEqualTo(100);
        slow.send("{\"value\"");
        late.send("GET /api/v1/cache/end/key HTTP/1.1\r\nHost:");
        idle.send("GET /api/v1/cache/end/key HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(idle.read().status()).isEqualTo(200);
        line.stall();
        waiting.send("GET /api/v1/cache/end/key HTTP/1.1\r\nHost: localhost\r\n\r\n");

        service.terminate();
        await().atMost(SOON).until(() -> !LocalProgram.isListening(port));
        long begun = System.nanoTime();
        assertThat(idle.isAtEnd()).isTrue();
        await().until(() -> System.nanoTime() - begun > A_WHILE.toNanos());
        assertThat(service.isAlive()).isTrue();
        slow.send(":\"slow\"");
        late.send(" localhost\r\n\r\n");
        line.pass();
        slow.send("}");

        assertThat(lastAnswer(waiting).body()).contains("\"value\"");
        assertThat(lastAnswer(late).body()).contains("\"value\"");
        assertThat(lastAnswer(slow).status()).isEqualTo(201);
        assertThat(service.awaitEnd()).isEqualTo(TERMINATED);
      }
      try (Jedis node = new Jedis(redis.host(), redis.port())) {
        assertThat(node.get("cache:end:slow")).isEqualTo("\"slow\"");
        assertThat(node.hget("cache_stats:end", "hits")).isEqualTo("3");
      }
    }
  }

  private static RawHttp.Answer lastAnswer(RawHttp connection) throws IOException {
    RawHttp.Answer answer = connection.read();
    assertThat(answer.status()).as(answer.body()).isLessThan(300);
    assertThat(answer.header("Connection")).isEqualTo("close");
    assertThat(connection.isAtEnd()).isTrue();
    return answer;
  }

  @Test
  void onMemcachedNothingThatWasCountedIsLostEither() throws Exception {
    try (MemcachedServer memcached = MemcachedServer.start();
        ServiceProcess service =
            ServiceProcess.start(
                "memcached", Map.of("RINGCACHE_MEMCACHED_NODES", memcached.address()), OPTIONS)) {
      int port = service.port();
      try (BalancedClients clients = new BalancedClients("load", 2, () -> port)) {
        clients.awaitAnswers(port, 200);
        clients.stop();
        service.terminate();
        assertThat(service.awaitEnd()).isEqualTo(TERMINATED);
        assertThat(clients.failures()).isEmpty();
        assertThat(counter(memcached, "hits")).isEqualTo(clients.hits());
        assertThat(counter(memcached, "misses")).isEqualTo(clients.misses());
      }
    }
  }

  @Test
  void aProcessThatIsKilledLosesNoEntryAndNoReadsButThoseThatItHasNotReportedYet() {
    try (RedisServer redis = RedisServer.start();
        ServiceProcess service =
            ServiceProcess.start(
                "redis", Map.of("RINGCACHE_REDIS_NODES", redis.address()), OPTIONS)) {
      int port = service.port();
      try (BalancedClients clients = new BalancedClients("load", 4, () -> port)) {
        clients.awaitAnswers(port, 500);
        try (Jedis node = new Jedis(redis.host(), redis.port())) {
          long before = clients.hits();
          // By themselves, every second, while there are always more.
          await().atMost(SOON).until(() -> hits(node) >= before);
          service.kill();
          clients.stop();

          assertThat(clients.stored()).hasSizeGreaterThan(100);
          assertThat(clients.stored()).allMatch(key -> node.exists("cache:load:" + key));
          // Of the last answers some were on their way.
          assertThat(hits(node)).isBetween(before, clients.hits() + 4);
        }
      }
    }
  }

  private static long hits(Jedis node) {
    String hits = node.hget("cache_stats:load", "hits");
    return hits == null ? 0 : Long.parseLong(hits);
  }

  private static ServiceProcess draining(RedisServer redis, MigratedDatabase database) {
    List<String> options = new ArrayList<>(List.of(OPTIONS));
    options.add("-Ddw.database.url=" + database.server().url(database.name()));
    return ServiceProcess.start(
        "redis",
        Map.of(
            "RINGCACHE_REDIS_NODES", redis.address(),
            "RINGCACHE_DB_USER", database.user(),
            "RINGCACHE_DB_PASSWORD", database.password(),
            "RINGCACHE_ACCESS_LOG_SAMPLE", "1",
            "RINGCACHE_DRAIN_FOR", "1s"),
        options.toArray(String[]::new));
  }

  private static long logged(MigratedDatabase database, String namespace) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT COUNT(*) FROM cache_access_logs WHERE namespace = '" + namespace + "'")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static long counter(MemcachedServer memcached, String name) throws IOException {
    try (Socket socket = new Socket(memcached.host(), memcached.port());
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      socket.getOutputStream().write(("get cache_stats:load:" + name + "\r\n").getBytes(US_ASCII));
      return Long.parseLong(in.lines().skip(1).findFirst().orElseThrow().strip());
    }
  }
}
