package io.ringcache.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringcache.ServiceProcess;
import io.ringcache.auth.Api;
import io.ringcache.testing.CarbonServer;
import io.ringcache.testing.LocalServer;
import io.ringcache.testing.MemcachedServer;
import io.ringcache.testing.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real carbon gets from the shipped configurations, told where it is. */
class GraphiteIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Where the shipped files take the reporters from. */
  private static final String REPORTERS = "${RINGCACHE_METRICS_REPORTERS:-[]}";

  @TempDir private Path directory;

  @Test
  void itGetsTheCallsOnRedisAndItsNode() throws IOException {
    try (CarbonServer carbon = CarbonServer.start();
        RedisServer redis = RedisServer.start();
        MeteredService service = service("redis", on(redis), carbon)) {
      use(service.api());
      assertShown(carbon, redis);
    }
  }

  @Test
  void itGetsTheCallsOnMemcachedAndItsNode() throws IOException {
    try (CarbonServer carbon = CarbonServer.start();
        MemcachedServer memcached = MemcachedServer.start();
        MeteredService service = service("memcached", on(memcached), carbon)) {
      use(service.api());
      assertShown(carbon, memcached);
    }
  }

  /**
   * As a process, which has the JVM's metrics too, and knows where carbon is by its environment.
   */
  @Test
  void itGetsTheCallsInMemoryAndTheRest() {
    try (CarbonServer carbon = CarbonServer.start();
        ServiceProcess service =
            ServiceProcess.start(
                "embedded",
                Map.of("RINGCACHE_METRICS_REPORTERS", reporters(carbon)),
                "-Ddw.metrics.frequency=1s")) {
      use(new Api(service.port()));
      assertCallsShown(carbon);
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(carbon.metrics())
                      .contains(
                          "here.jvm.memory.heap.used",
                          "here.jvm.gc.G1-Young-Generation.count",
                          "here.io.ringcache.access.AccessLog.written.count",
                          "here.io.ringcache.access.AccessLog.dropped.count",
                          "here.io.ringcache.access.AccessLog.queued",
                          "here.io.ringcache.audit.AuditTrail.lost",
                          "here.io.ringcache.database.Database.connected",
                          "here.io.dropwizard.db.ManagedPooledDataSource.database.active",
                          "here.ringcache.http_errors.rate_limited"));
    }
  }

  private MeteredService service(String type, Map<String, String> overrides, CarbonServer carbon)
      throws IOException {
    String shipped = Files.readString(Path.of("..", "config", type + ".yml"));
    assertThat(shipped).contains(REPORTERS);
    Path file = directory.resolve(type + ".yml");
    Files.writeString(file, shipped.replace(REPORTERS, reporters(carbon)));
    Map<String, String> all = new HashMap<>(overrides);
    all.put("metrics.frequency", "1s");
    return MeteredService.start(file.toString(), all);
  }

  private static String reporters(CarbonServer carbon) {
    return "[{type: graphite, host: 127.0.0.1, port: " + carbon.port() + ", prefix: here}]";
  }

  private static Map<String, String> on(LocalServer node) {
    return Map.of("backend.nodes", "cache-1=" + node.address());
  }

  private static void use(Api api) {
    String path = "/api/v1/cache/shop.eu/key";
    await().atMost(SOON).until(() -> api.call("PUT", path, "{\"value\":1}").status() < 300);
    for (int i = 0; i < 3; i++) {
      assertThat(api.get(path).status()).isEqualTo(200);
    }
    assertThat(api.get("/api/v1/cache/shop.eu/absent").status()).isEqualTo(404);
  }

  private static void assertCallsShown(CarbonServer carbon) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(carbon.values("here.ringcache.calls.get.shop:eu.hit")).endsWith(3.0);
              assertThat(carbon.values("here.ringcache.calls.get.shop:eu.miss")).endsWith(1.0);
              assertThat(carbon.values("here.ringcache.namespace.shop:eu.hits")).endsWith(3.0);
              assertThat(carbon.values("here.ringcache.namespace.shop:eu.evictions")).endsWith(0.0);
              assertThat(carbon.values("here.ringcache.latency_us.get.shop:eu.count"))
                  .endsWith(4.0);
              assertThat(carbon.values("here.ringcache.latency_us.get.shop:eu.p99"))
                  .isNotEmpty()
                  .last()
                  .satisfies(micros -> assertThat(micros).isBetween(1.0, 10_000_000.0));
              assertThat(carbon.values("here.ringcache.http_errors.key_not_found")).endsWith(1.0);
            });
  }

  private static void assertShown(CarbonServer carbon, LocalServer node) {
    assertCallsShown(carbon);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(carbon.values("here.ringcache.node.cache-1.up")).endsWith(1.0);
              assertThat(carbon.values("here.ringcache.node.cache-1.connections")).endsWith(2.0);
              assertThat(carbon.values("here.ringcache.node.cache-1.timeouts")).endsWith(0.0);
              assertThat(carbon.metrics())
                  .contains(
                      "here.ringcache.node.cache-1.queued",
                      "here.ringcache.node.cache-1.sent",
                      "here.ringcache.node.cache-1.batches",
                      "here.ringcache.node.cache-1.connections_lost");
            });
    node.kill();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(carbon.values("here.ringcache.node.cache-1.up")).endsWith(0.0);
              assertThat(carbon.values("here.ringcache.node.cache-1.connections_lost"))
                  .endsWith(2.0);
            });
  }
}
