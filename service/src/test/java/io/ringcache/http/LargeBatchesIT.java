package io.ringcache.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringcache.testing.MemcachedServer;
import io.ringcache.testing.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads of many large values, more than a service of 256 MiB can hold. */
class LargeBatchesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int KEYS = 150;
  private static final int CLIENTS = 16;
  private static final String VALUE = '"' + "x".repeat((1 << 20) - 2) + '"';

  @Test
  void onRedisTheyAreAnsweredOrRefusedAndTheServiceLivesOn() throws Exception {
    try (RedisServer redis = RedisServer.start()) {
      check("redis", redis.address());
    }
  }

  @Test
  void onMemcachedTheyAreAnsweredOrRefusedAndTheServiceLivesOn() throws Exception {
    try (MemcachedServer memcached = MemcachedServer.start("-m", "2000", "-I", "2m")) {
      check("memcached", memcached.address());
    }
  }

  private static void check(String type, String address) throws Exception {
    String backend = "{type: %s, nodes: \"%s\", commandTimeout: 60s}".formatted(type, address);
    ExecutorService clients = Executors.newFixedThreadPool(2 * CLIENTS);
    try (SmallService service = SmallService.start(backend, "{}", "30s")) {
      namespaceForAll(service);
      for (int i = 0; i < KEYS; i++) {
        put(service, i);
      }
      List<Future<RawHttp.Answer>> all = mgets(clients, service, KEYS);
      List<Future<RawHttp.Answer>> few = mgets(clients, service, 3);
      for (Future<RawHttp.Answer> each : all) {
        assertRefused(each.get());
      }
      for (Future<RawHttp.Answer> each : few) {
        RawHttp.Answer answer = each.get();
        if (answer.status() == 200) {
          assertWhole(answer);
        } else {
          assertRefused(answer);
        }
      }
      assertThat(service.isAlive()).isTrue();
      assertWhole(mget(service, 3));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(service.held()).isZero());
      assertRefused(mget(service, KEYS));
      assertWhole(mget(service, 3));
    } finally {
      clients.shutdownNow();
    }
  }

  private static List<Future<RawHttp.Answer>> mgets(
      ExecutorService clients, SmallService service, int keys) {
    return Stream.generate(() -> clients.submit(() -> mget(service, keys))).limit(CLIENTS).toList();
  }

  private static RawHttp.Answer mget(SmallService service, int keys) {
    String body =
        IntStream.range(0, keys)
            .mapToObj(i -> "\"k" + i + "\"")
            .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    return exchange(service, "POST /api/v1/cache/ns/mget", body);
  }

  private static void put(SmallService service, int i) {
    String body = "{\"value\":" + VALUE + "}";
    assertThat(exchange(service, "PUT /api/v1/cache/ns/k" + i, body).status()).isEqualTo(201);
  }

  private static void namespaceForAll(SmallService service) {
    String target = "PUT /api/v1/namespaces/ns";
    assertThat(exchange(service, target, "{\"max_size_mb\":2000}").status()).isEqualTo(200);
  }

  private static RawHttp.Answer exchange(SmallService service, String target, String body) {
    try (RawHttp http = RawHttp.connect(service.port(), PATIENCE)) {
      http.send(
          target
              + " HTTP/1.1\r\nHost: a\r\nContent-Length: "
              + body.getBytes(UTF_8).length
              + "\r\n\r\n"
              + body);
      return http.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertWhole(RawHttp.Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("\"hits\":3").hasSizeGreaterThan(3 * VALUE.length());
  }

  private static void assertRefused(RawHttp.Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).contains("\"code\":\"overloaded\"");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }
}
