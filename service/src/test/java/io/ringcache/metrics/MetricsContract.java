package io.ringcache.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.auth.Api;
import io.ringcache.http.RawHttp;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What {@code /metrics} shows of cache calls, whatever the backend. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MetricsContract {

  private final String configuration;
  private @Nullable MeteredService service;
  private final String namespace = "metered-" + UUID.randomUUID();

  /** A contract test on that configuration file. */
  MetricsContract(String configuration) {
    this.configuration = configuration;
  }

  /** Where the servers are; asked for once, before the service is started. */
  Map<String, String> overrides() {
    return Map.of();
  }

  @BeforeAll
  final void start() {
    service = MeteredService.start(configuration, overrides());
  }

  @AfterAll
  final void stop() {
    service().close();
  }

  @Test
  void everyCallIsCountedByOperationNamespaceAndOutcome() {
    put("there", "1");
    put("text", "\"no number\"");
    get("there");
    get("there");
    get("absent");
    call("HEAD", "/there", null);
    call("HEAD", "/absent", null);
    call("DELETE", "/text", null);
    call("DELETE", "/text", null);
    post("incr", "{\"key\":\"there\",\"delta\":5}");
    put("text", "\"no number\"");
    post("incr", "{\"key\":\"text\"}");
    post("touch", "{\"key\":\"there\",\"ttl\":60}");
    post("touch", "{\"key\":\"absent\",\"ttl\":60}");
    post("mget", "{\"keys\":[\"there\",\"text\",\"absent\"]}");
    post("mset", "{\"entries\":[{\"key\":\"a\",\"value\":1},{\"key\":\"b\",\"value\":2}]}");
    post("mdelete", "{\"keys\":[\"a\",\"absent\"]}");
    post("invalidate", "{\"tags\":[\"none\"]}");
    service().api().get("/api/v1/namespaces/" + namespace + "/keys");
    service().api().get("/api/v1/namespaces/" + namespace + "/keys/there");
    service().api().get("/api/v1/namespaces/" + namespace + "/keys/absent");
    get("stats");
    call("DELETE", "", null);

    Scrape scrape = service().scrape();
    Map<String, Double> calls =
        Map.ofEntries(
            Map.entry("get hit", 2.0),
            Map.entry("get miss", 1.0),
            Map.entry("peek ok", 1.0),
            Map.entry("peek not_found", 1.0),
            Map.entry("put ok", 3.0),
            Map.entry("delete ok", 1.0),
            Map.entry("delete not_found", 1.0),
            Map.entry("incr ok", 1.0),
            Map.entry("incr not_an_integer", 1.0),
            Map.entry("touch ok", 1.0),
            Map.entry("touch not_found", 1.0),
            Map.entry("mget ok", 1.0),
            Map.entry("mset ok", 1.0),
            Map.entry("mdelete ok", 1.0),
            Map.entry("invalidate ok", 1.0),
            Map.entry("list ok", 1.0),
            Map.entry("inspect ok", 1.0),
            Map.entry("inspect not_found", 1.0),
            Map.entry("stats ok", 1.0),
            Map.entry("flush ok", 1.0));
    calls.forEach(
        (call, count) -> {
          String[] words = call.split(" ", 2);
          assertThat(scrape.value(sample(words[0], words[1]))).as(call).isEqualTo(count);
        });
    assertThat(scrape.sum("ringcache_calls_total{namespace=\"" + namespace + "\""))
        .isEqualTo(calls.values().stream().mapToDouble(Double::doubleValue).sum())
        .isEqualTo(
            scrape.sum("ringcache_call_duration_seconds_count{namespace=\"" + namespace + "\""));
  }

  @Test
  void hitsAndMissesAreThoseOfTheStatistics() {
    String other = "reads-" + UUID.randomUUID();
    Api api = service().api();
    api.call("PUT", "/api/v1/cache/" + other + "/a", "{\"value\":1}");
    api.get("/api/v1/cache/" + other + "/a");
    api.get("/api/v1/cache/" + other + "/b");
    api.call("POST", "/api/v1/cache/" + other + "/mget", "{\"keys\":[\"a\",\"b\",\"c\"]}");
    JsonNode stats = api.get("/api/v1/cache/" + other + "/stats").json();
    Scrape scrape = service().scrape();
    assertThat(scrape.value("ringcache_hits_total{namespace=\"" + other + "\"}"))
        .isEqualTo(2)
        .isEqualTo(stats.path("hits").asDouble());
    assertThat(scrape.value("ringcache_misses_total{namespace=\"" + other + "\"}"))
        .isEqualTo(3)
        .isEqualTo(stats.path("misses").asDouble());
  }

  @Test
  void evictionsAreThoseOfTheStatistics() {
    String small = "small-" + UUID.randomUUID();
    Api api = service().api();
    api.call("PUT", "/api/v1/namespaces/" + small, "{\"max_size_mb\":1}");
    String value = "{\"value\":\"" + "x".repeat(100_000) + "\"}";
    for (int i = 0; i < 30; i++) {
      assertThat(api.call("PUT", "/api/v1/cache/" + small + "/key-" + i, value).status())
          .isEqualTo(201);
    }
    await()
        .untilAsserted(
            () -> {
              double evictions =
                  api.get("/api/v1/cache/" + small + "/stats").json().path("evictions").asDouble();
              assertThat(
                      service()
                          .scrape()
                          .value("ringcache_evictions_total{namespace=\"" + small + "\"}"))
                  .isEqualTo(evictions)
                  .isGreaterThanOrEqualTo(20);
            });
  }

  @Test
  void aLatencyIsInEveryBucketThatIsLarger() {
    String timed = "timed-" + UUID.randomUUID();
    service().api().get("/api/v1/cache/" + timed + "/absent");
    Scrape scrape = service().scrape();
    String bucket =
        "ringcache_call_duration_seconds_bucket{namespace=\"" + timed + "\",operation=\"get\",le=";
    assertThat(scrape.value(bucket + "\"10.0\"}")).isEqualTo(1);
    assertThat(scrape.value(bucket + "\"+Inf\"}")).isEqualTo(1);
    assertThat(
            scrape.value(
                "ringcache_call_duration_seconds_sum{namespace=\""
                    + timed
                    + "\",operation=\"get\"}"))
        .isGreaterThan(0)
        .isLessThan(10);
  }

  @Test
  void allOfTheServiceIsShown() {
    assertThat(service().scrape().names())
        .contains(
            "ringcache_fast_lane_requests_total",
            "ringcache_access_log_written_total",
            "ringcache_access_log_dropped_total",
            "ringcache_access_log_queued",
            "ringcache_access_log_capacity",
            "ringcache_audit_queued",
            "ringcache_audit_lost_total",
            "ringcache_database_up",
            "ringcache_database_connections",
            "ringcache_database_connections_active",
            "ringcache_database_waiting",
            "ringcache_http_connections",
            "ringcache_http_requests_in_flight",
            "ringcache_http_buffered_bytes",
            "ringcache_http_buffered_refused_total",
            "ringcache_http_slow_clients_cut_total",
            "ringcache_http_threads",
            "ringcache_http_threads_busy_ratio",
            "ringcache_http_queued",
            "jvm_memory_used_bytes",
            "jvm_gc_collection_seconds_count",
            "jvm_threads_current",
            "process_cpu_seconds_total");
  }

  @Test
  void bothLanesAreCounted() throws IOException {
    String lanes = "lanes-" + UUID.randomUUID();
    Api api = service().api();
    api.call("PUT", "/api/v1/cache/" + lanes + "/a", "{\"value\":1}");
    double before = service().scrape().value("ringcache_fast_lane_requests_total");
    RawHttp.request(service().port(), "GET", "/api/v1/cache/" + lanes + "/a"); // in front of Jersey
    api.call("PUT", "/api/v1/cache/" + lanes + "/a", "{\"value\":2}", "If-Match", "*"); // not
    Scrape scrape = service().scrape();
    assertThat(scrape.value("ringcache_fast_lane_requests_total")).isEqualTo(before + 1);
    assertThat(scrape.value(sample(lanes, "get", "hit"))).isEqualTo(1);
    assertThat(scrape.value(sample(lanes, "put", "ok"))).isEqualTo(2);
  }

  final MeteredService service() {
    return Objects.requireNonNull(service);
  }

  private String sample(String operation, String outcome) {
    return sample(namespace, operation, outcome);
  }

  private static String sample(String namespace, String operation, String outcome) {
    return "ringcache_calls_total{namespace=\""
        + namespace
        + "\",operation=\""
        + operation
        + "\",outcome=\""
        + outcome
        + "\"}";
  }

  private void get(String key) {
    call("GET", "/" + key, null);
  }

  private void put(String key, String value) {
    call("PUT", "/" + key, "{\"value\":" + value + "}");
  }

  private void post(String call, String body) {
    call("POST", "/" + call, body);
  }

  private void call(String method, String path, @Nullable String body) {
    assertThat(service().api().call(method, "/api/v1/cache/" + namespace + path, body).status())
        .isLessThan(500);
  }
}
