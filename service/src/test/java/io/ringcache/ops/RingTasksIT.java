package io.ringcache.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.ringcache.RingcacheApplication;
import io.ringcache.RingcacheConfiguration;
import io.ringcache.http.RawHttp;
import io.ringcache.testing.RedisServer;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A node is added as the handbook has it: two services, of which one has been given new nodes. */
class RingTasksIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aRingIsAdoptedByWhoeverSaysWhich() throws Exception {
    try (RedisServer one = RedisServer.start();
        RedisServer two = RedisServer.start()) {
      DropwizardTestSupport<RingcacheConfiguration> old = start("one=" + one.address());
      await().until(() -> health(old).status() == 200);
      DropwizardTestSupport<RingcacheConfiguration> next =
          start("one=" + one.address() + ",two=" + two.address());
      try {
        adopt(old, next);
      } finally {
        next.after();
        old.after();
      }
    }
  }

  private static void adopt(
      DropwizardTestSupport<RingcacheConfiguration> old,
      DropwizardTestSupport<RingcacheConfiguration> next)
      throws IOException {
    await().until(() -> health(next).status() == 503);
    assertThat(health(next).body()).contains("\"ring\":\"the nodes are filled by the ring");
    RawHttp.Answer refused = RawHttp.request(next.getLocalPort(), "GET", "/api/v1/cache/ns/key");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.body()).contains("backend_unavailable", "ketama: one;", "ketama: one, two:");
    assertThat(RawHttp.request(next.getAdminPort(), "GET", "/healthcheck").status()).isEqualTo(500);
    JsonNode shown = post(next, "ring", 200);
    assertThat(shown.get("ready").booleanValue()).isFalse();
    assertThat(shown.at("/nodes/0/ring").textValue()).isEqualTo("ketama: one");
    assertThat(shown.at("/nodes/1").has("ring")).isFalse();
    String fingerprint = shown.at("/configured/fingerprint").textValue();

    JsonNode unsaid = post(next, "adopt-ring", 500);
    assertThat(unsaid.get("result").textValue()).isEqualTo("refused");
    assertThat(unsaid.get("detail").textValue()).contains("?ring=" + fingerprint);
    assertThat(post(next, "adopt-ring?ring=" + fingerprint, 200).get("result").textValue())
        .isEqualTo("adopted");
    assertThat(post(next, "adopt-ring?ring=" + fingerprint, 200).get("result").textValue())
        .isEqualTo("already_adopted");

    await().until(() -> health(next).status() == 200);
    await().until(() -> health(old).status() == 503);
    await().until(() -> post(next, "ring", 200).get("swept").booleanValue());
    String audited = RawHttp.request(next.getLocalPort(), "GET", "/api/v1/audit-logs").body();
    assertThat(audited)
        .containsOnlyOnce("ring.adopt")
        .contains("ketama: one, two (" + fingerprint + "), before: ketama: one\"")
        .contains("admin-port");
    assertThat(RawHttp.request(old.getAdminPort(), "GET", "/metrics").body())
        .contains("\nringcache_ring_adopted 0");
  }

  private static RawHttp.Answer health(DropwizardTestSupport<RingcacheConfiguration> service)
      throws IOException {
    return RawHttp.request(service.getLocalPort(), "GET", "/health");
  }

  private static JsonNode post(
      DropwizardTestSupport<RingcacheConfiguration> service, String task, int status)
      throws IOException {
    RawHttp.Answer answer = RawHttp.request(service.getAdminPort(), "POST", "/tasks/" + task);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  private static DropwizardTestSupport<RingcacheConfiguration> start(String nodes)
      throws Exception {
    Map<String, String> properties =
        Map.of(
            "database.url", "jdbc:h2:mem:" + UUID.randomUUID(),
            "auth.mode", "none",
            "namespaces.autoCreate", "true",
            "server.applicationConnectors[0].port", "0",
            "server.adminConnectors[0].port", "0",
            "logging.level", "ERROR",
            "backend.nodes", nodes);
    DropwizardTestSupport<RingcacheConfiguration> service =
        new DropwizardTestSupport<>(
            RingcacheApplication.class,
            "../config/redis.yml",
            properties.entrySet().stream()
                .map(each -> ConfigOverride.config(each.getKey(), each.getValue()))
                .toArray(ConfigOverride[]::new));
    service.before();
    return service;
  }
}
