package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.ServiceProcess;
import io.ringcache.testing.FreePort;
import io.ringcache.testing.NginxBalancer;
import io.ringcache.testing.RedisServer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Processes that are replaced one after the other, behind a real nginx. */
class RollingRestartIT {

  /** What Java ends with after a SIGTERM: 128 and the signal's number. */
  private static final int TERMINATED = 143;

  @Test
  void behindNginxOneProcessAfterTheOtherIsReplacedWithoutARequestThatFails() throws Exception {
    int one = FreePort.next();
    int other = FreePort.next();
    try (RedisServer redis = RedisServer.start()) {
      CompletableFuture<ServiceProcess> starting =
          CompletableFuture.supplyAsync(() -> service(redis, other));
      try (ServiceProcess first = service(redis, one);
          ServiceProcess second = starting.join();
          NginxBalancer nginx = NginxBalancer.over(one, other);
          BalancedClients clients = new BalancedClients("rolling", 4, nginx::port)) {
        clients.awaitAnswers(one, 200);
        clients.awaitAnswers(other, 200);

        first.terminate();
        assertThat(first.awaitEnd()).isEqualTo(TERMINATED);
        clients.awaitAnswers(other, 200);
        try (ServiceProcess again = service(redis, one)) {
          clients.awaitAnswers(one, 200);

          second.terminate();
          assertThat(second.awaitEnd()).isEqualTo(TERMINATED);
          clients.awaitAnswers(one, 200);
          clients.stop();

          assertThat(clients.failures()).isEmpty();
          JsonNode stats = new Rest(again.port(), "rolling").stats();
          assertThat(stats.path("total_keys").asLong()).isEqualTo(clients.stored().size());
          // A request that nginx has sent again may have been counted before.
          assertThat(stats.path("hits").asLong()).isGreaterThanOrEqualTo(clients.hits());
        }
      }
    }
  }

  private static ServiceProcess service(RedisServer redis, int port) {
    return ServiceProcess.start(
        "redis",
        Map.of(
            "RINGCACHE_REDIS_NODES", redis.address(),
            "RINGCACHE_HTTP_PORT", Integer.toString(port)),
        "-XX:TieredStopAtLevel=1",
        "-Ddw.backend.commandTimeout=15s"); // nothing is to fail because the machine is busy
  }
}
