package io.ringcache.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Which of a node's connections a call goes to. */
class RedisCrewIT {

  private static final Duration LONG = Duration.ofSeconds(60);

  private RedisServer server;
  private RedisCrew crew;

  @BeforeEach
  void connect() {
    server = RedisServer.start();
    RedisEndpoint node = new RedisEndpoint("a", "127.0.0.1", server.port(), LONG, LONG, null, null);
    crew = new RedisCrew(node, 2, 1_000);
    Awaitility.await().until(() -> crew.state().connected() == 2);
  }

  @AfterEach
  void close() {
    crew.close();
    server.close();
  }

  /** BLPOP holds up its connection, and no other, as the bytes of a long reply do. */
  @Test
  void aReplyThatIsLongInComingHoldsUpNobodyWhoAsksLater() {
    CompletableFuture<Boolean> held = call(Command.BLPOP, "nothing", "0");

    List<CompletableFuture<Boolean>> answers = new ArrayList<>();
    // The first may still share its connection with it.
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              answers.add(call(Command.PING));
              return answers.stream().anyMatch(CompletableFuture::isDone);
            });

    assertThat(held).isNotDone();
  }

  private CompletableFuture<Boolean> call(Command command, String... arguments) {
    CommandArguments line = new CommandArguments(command);
    line.addObjects((Object[]) arguments);
    return crew.submit(
            RedisCall.read(
                command.name(), List.of(line), replies -> replies != null, crew.deadline()))
        .toCompletableFuture();
  }
}
