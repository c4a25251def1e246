package io.ringcache.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.testing.ScriptedClient;
import io.ringcache.testing.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that does not speak as Redis does: its calls fail, and nobody gets another's answer. */
class MisbehavingRedisTest {

  private static final NamespaceName NS = new NamespaceName("ns");

  /** Where it is the deadline that ends what goes wrong. */
  private static final String HASTE = "300ms";

  /** The ring that fills the node of the test that runs; empty for none. */
  private static volatile String mark = "";

  @BeforeEach
  void startWithoutMark() {
    mark = "";
  }

  /** What the first read on the first connection is answered with. */
  @FunctionalInterface
  private interface Misdeed {
    void commit(ScriptedClient client) throws IOException, InterruptedException;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\n\r\n",
        "\0\0\0\0",
        "$2147483647\r\nx",
        "$-7\r\n\r\n",
        "$99999999999\r\n",
        "*2147483647\r\n",
        "*-5\r\n",
        ":\r\n:\r\n:\r\n",
        ":12a\r\n",
        "$3\r\nabcdef",
        "+OK\r\n+OK\r\n+OK\r\n",
        "*1\r\n:1\r\n*1\r\n:1\r\n*1\r\n:1\r\n",
        "$2\r\nxy\r\n$1\r\n1\r\n:-1\r\n", // created_at is no number
        ":1\r\n$1\r\n1\r\n:-1\r\n",
        "$1\r\n1\r\n:1\r\n:-1\r\n",
        "$1\r\n1\r\n$1\r\n1\r\n$1\r\n1\r\n",
        "-ERR something new\r\n-ERR something new\r\n-ERR something new\r\n",
      })
  void garbageFailsTheCallAndTheNextConnectionServes(String garbage) {
    survives(client -> client.send(garbage));
  }

  @Test
  void nestingWithoutEndFailsTheCall() {
    survives(client -> client.send("*1\r\n".repeat(200_000)));
  }

  @Test
  void halfAReplyAndAHangUpFailsTheCall() {
    survives(client -> client.send("$16\r\n17000000000"));
  }

  @Test
  void aResetInMidReplyFailsTheCall() {
    survives(
        client -> {
          client.send("$16\r\n1700000000000000\r\n$100\r\nabc");
          client.reset();
        });
  }

  @Test
  void aStallInMidReplyFailsTheCallAtItsDeadline() {
    survives(
        client -> {
          client.send("$16\r\n1700000000000000\r\n$100\r\nabc");
          client.stall();
        });
  }

  @Test
  void aByteEvery100MillisecondsDoesNotKeepACallAliveBeyondItsDeadline() {
    survives(
        client ->
            client.trickle(
                "$16\r\n1700000000000000\r\n$1\r\n1\r\n:-1\r\n", Duration.ofMillis(100)));
  }

  @Test
  void aReplyThatNobodyAskedForIsNotTakenForTheNextOnes() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (ScriptedServer server =
            ScriptedServer.start(
                client -> {
                  boolean first = connections.incrementAndGet() == 1;
                  while (true) {
                    List<String> read = nextRead(client);
                    String more = first ? entry(List.of("HGET", "cache_meta:ns:another's")) : "";
                    first = false;
                    // At once: what comes when the next call has been sent is taken for its reply.
                    client.send(entry(read) + more);
                  }
                });
        CacheBackend backend = backend(server, "20s")) {
      assertThat(readBack(backend, "a")).contains("\"a\"");
      for (int i = 0; i < 20; i++) {
        String key = "k" + i;
        Awaitility.await()
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(readBack(backend, key)).contains("\"" + key + "\""));
      }
    }
  }

  @Test
  void aLateReplyIsNeverTakenForAnotherCalls() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (ScriptedServer server =
            ScriptedServer.start(
                client -> {
                  boolean late = connections.incrementAndGet() % 2 == 1;
                  while (true) {
                    List<String> read = nextRead(client);
                    client.trickle(entry(read), Duration.ofMillis(late ? 20 : 0));
                  }
                });
        CacheBackend backend = backend(server, HASTE)) {
      List<String> wrong =
          IntStream.range(0, 200)
              .parallel()
              .mapToObj(i -> "key-" + i)
              .filter(key -> !isOwnOrFailed(backend, key))
              .toList();
      assertThat(wrong).isEmpty();
    }
  }

  private static boolean isOwnOrFailed(CacheBackend backend, String key) {
    try {
      return readBack(backend, key).equals(Optional.of("\"" + key + "\""));
    } catch (CompletionException e) {
      return e.getCause() instanceof CacheException;
    }
  }

  /** The call fails as the contract has it, its connection is not used again, the next serves. */
  private static void survives(Misdeed misdeed) {
    AtomicInteger misdeeds = new AtomicInteger();
    try (ScriptedServer server =
            ScriptedServer.start(
                client -> {
                  while (true) {
                    List<String> read = nextRead(client);
                    if (read.get(1).endsWith("bad") && misdeeds.incrementAndGet() <= 2) {
                      misdeed.commit(client);
                      return;
                    }
                    client.send(entry(read));
                  }
                });
        CacheBackend backend = backend(server, HASTE)) {
      assertThat(failure(backend, "bad")).isInstanceOf(CacheException.class);
      Awaitility.await()
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(readBack(backend, "good")).contains("\"good\""));
    }
  }

  private static Throwable failure(CacheBackend backend, String key) {
    return backend
        .get(CacheKey.of(NS, key))
        .handle((entry, failure) -> failure == null ? new AssertionError(entry) : failure)
        .thenApply(MisbehavingRedisTest::cause)
        .toCompletableFuture()
        .join();
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static Optional<String> readBack(CacheBackend backend, String key) {
    return backend
        .get(CacheKey.of(NS, key))
        .toCompletableFuture()
        .join()
        .map(Entry::json)
        .map(json -> new String(json, StandardCharsets.UTF_8));
  }

  private static CacheBackend backend(ScriptedServer server, String commandTimeout) {
    CacheBackend backend =
        RedisBackends.build(
            Map.of(
                "type",
                "redis",
                "nodes",
                server.address(),
                "commandTimeout",
                commandTimeout,
                "connectionsPerNode",
                1),
            TestNamespaces.of());
    Awaitility.await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(readBack(backend, "warm")).isPresent());
    return backend;
  }

  /** An entry whose value is its own key, as the replies to the three commands of a read. */
  private static String entry(List<String> hget) {
    String key = hget.get(1).substring("cache_meta:ns:".length());
    return "$16\r\n1700000000000000\r\n$%d\r\n\"%s\"\r\n:-1\r\n".formatted(key.length() + 2, key);
  }

  /** Whether it writes which ring fills the node, and not what is to be removed by that. */
  private static boolean isMarked(List<String> call) {
    boolean marks = call.size() == 7;
    if (marks) {
      mark = call.get(6);
    }
    return marks;
  }

  private static String bulk(String text) {
    return text.isEmpty() ? "$-1\r\n" : "$%d\r\n%s\r\n".formatted(text.length(), text);
  }

  /** Answers what a connection is set up with; returns the first command of the next read. */
  private static List<String> nextRead(ScriptedClient client) throws IOException {
    while (true) {
      List<String> command = client.readCommand();
      switch (command.get(0)) {
        case "HELLO" -> client.send("*2\r\n$5\r\nproto\r\n:2\r\n");
        case "CLIENT" -> client.send(":7\r\n");
        case "SCRIPT" -> client.send("$2\r\nok\r\n");
        case "PING" -> client.send("+PONG\r\n");
        case "INFO" -> client.send("$0\r\n\r\n");
        case "GET" -> client.send(bulk(command.get(1).equals("cache_ring") ? mark : ""));
        case "EVALSHA" -> client.send(isMarked(command) ? ":1\r\n" : "*1\r\n:0\r\n");
        case "HGET" -> {
          client.readCommand();
          client.readCommand();
          return command;
        }
        default -> throw new IllegalStateException("unexpected: " + command);
      }
    }
  }
}
