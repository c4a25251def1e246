package io.ringcache.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringcache.testing.LocalServer;
import io.ringcache.testing.MemcachedServer;
import io.ringcache.testing.RedisServer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code /metrics} shows of a node that is killed, frozen and brought back. */
class NodeStateIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String PATH = "/api/v1/cache/shop/key";

  private enum Backend {
    REDIS,
    MEMCACHED;

    private LocalServer start() {
      return switch (this) {
        case REDIS -> RedisServer.start();
        case MEMCACHED -> MemcachedServer.start();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNodeThatIsKilledIsDownAndThenUp(Backend backend) {
    try (LocalServer node = backend.start();
        MeteredService service = service(backend, node)) {
      awaitState(service, "up");
      double lost = lost(service);
      node.kill();
      awaitState(service, "down");
      assertThat(service.scrape().value("ringcache_node_connections{node=\"one\"}")).isZero();
      assertThat(lost(service)).isEqualTo(lost + 2);
      assertThat(service.api().get(PATH).status()).isEqualTo(503);
      assertThat(service.scrape().value(calls("unavailable"))).isEqualTo(1);
      assertThat(
              service
                  .scrape()
                  .value(
                      "ringcache_http_errors_total{code=\"backend_unavailable\",status=\"503\"}"))
          .isEqualTo(1);
      node.restart();
      awaitState(service, "up");
      assertThat(lost(service)).isEqualTo(lost + 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void callsThatAFrozenNodeDoesNotAnswerAreTimeouts(Backend backend) {
    try (LocalServer node = backend.start();
        MeteredService service = service(backend, node)) {
      awaitState(service, "up");
      double before = timeouts(service);
      node.pause();
      assertThat(service.api().get(PATH).status()).isEqualTo(504);
      assertThat(timeouts(service)).isGreaterThan(before);
      assertThat(service.scrape().value(calls("timeout"))).isEqualTo(1);
      awaitState(service, "down");
      node.resume();
      awaitState(service, "up");
    }
  }

  private static MeteredService service(Backend backend, LocalServer node) {
    return MeteredService.start(
        "../config/" + backend.name().toLowerCase(Locale.ROOT) + ".yml",
        Map.of("backend.nodes", "one=" + node.address()));
  }

  private static String calls(String outcome) {
    return "ringcache_calls_total{namespace=\"shop\",operation=\"get\",outcome=\""
        + outcome
        + "\"}";
  }

  private static double lost(MeteredService service) {
    return service.scrape().value("ringcache_node_connections_lost_total{node=\"one\"}");
  }

  private static double timeouts(MeteredService service) {
    return service.scrape().value("ringcache_node_timeouts_total{node=\"one\"}");
  }

  /** In that state, with all of its connections or none. */
  private static void awaitState(MeteredService service, String state) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Scrape scrape = service.scrape();
              assertThat(scrape.value("ringcache_node_state{node=\"one\",state=\"" + state + "\"}"))
                  .isEqualTo(1);
              assertThat(scrape.sum("ringcache_node_state{node=\"one\"")).isEqualTo(1);
              assertThat(scrape.value("ringcache_node_connections{node=\"one\"}"))
                  .isEqualTo(state.equals("up") ? 2 : 0);
            });
  }
}
