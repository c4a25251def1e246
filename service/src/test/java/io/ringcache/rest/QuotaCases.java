package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.rest.Rest.Reply;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens where a namespace is full. */
interface QuotaCases extends RestPart {

  int MEBIBYTE = 1 << 20;

  /** Ten entries of this size fit into a mebibyte, eleven do not. */
  int TENTH = 100_000;

  @Test
  default void whereNothingMayBeEvictedTheWriteIsRefusedAndChangesNothing() {
    fillWithTenths();

    JsonNode error = assertError(putTenth("one-more"), 507, "storage_full");

    assertThat(error.path("error").asText()).isEqualTo("Cache storage full");
    assertThat(rest().get("one-more").status()).isEqualTo(404);
    assertThat(rest().stats().path("total_keys").asInt()).isEqualTo(10);
    assertThat(rest().stats().path("evictions").asInt()).isZero();
  }

  @Test
  default void aFullNamespaceStillTakesWhatFits() {
    fillWithTenths();

    assertThat(putTenth("0").status()).isEqualTo(200);
    assertThat(rest().put("small", "1").status()).isEqualTo(201);
    assertThat(rest().post("incr", "{\"key\":\"n\"}").status()).isEqualTo(200);
    assertError(putTenth("one-more"), 507, "storage_full");
    rest().delete("3");
    assertThat(putTenth("one-more").status()).isEqualTo(201);
  }

  @Test
  default void anMsetThatMeetsAFullNamespaceSaysWhatItStored() {
    fillWithTenths();
    String entries =
        IntStream.range(0, 3)
            .mapToObj(i -> "{\"key\":\"m" + i + "\",\"value\":" + tenth() + "}")
            .collect(Collectors.joining(","));

    JsonNode error =
        assertError(rest().post("mset", "{\"entries\":[" + entries + "]}"), 507, "storage_full");

    assertThat(error.path("stored").asInt()).isZero();
    assertThat(error.path("failed").toString()).isEqualTo("[\"m0\",\"m1\",\"m2\"]");
    assertThat(rest().stats().path("total_keys").asInt()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LRU", "LFU", "FIFO", "TTL"})
  default void anEvictingPolicyMakesRoomAndTheStatisticsShowIt(String policy) {
    configure(1, policy);

    for (int i = 0; i < 40; i++) {
      assertThat(putTenth("k" + i).status()).isEqualTo(201);
    }

    awaitQuota(
        stats -> {
          int keys = stats.path("total_keys").asInt();
          assertThat(keys).isBetween(1, 10);
          assertThat(stats.path("evictions").asInt()).isEqualTo(40 - keys);
          assertThat(listed()).hasSize(keys);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"LRU", "FIFO"})
  default void whatWasJustWrittenIsNotWhatGivesWay(String policy) {
    configure(1, policy);

    for (int i = 0; i < 30; i++) {
      putTenth("k" + i);
      assertThat(rest().get("k" + i).status()).isEqualTo(200);
    }
  }

  @Test
  default void whatCouldNeverFitIsTooLarge() {
    configure(1, "LRU");
    String large = "\"" + "x".repeat(MEBIBYTE - 2) + "\"";
    rest().put("a", "1");

    assertError(rest().put("b", large), 400, "value_too_large");
    JsonNode error =
        assertError(
            rest()
                .post(
                    "mset",
                    "{\"entries\":[{\"key\":\"c\",\"value\":1},{\"key\":\"big\",\"value\":"
                        + large
                        + "}]}"),
            400,
            "value_too_large");

    assertThat(error.path("detail").asText()).contains("big");
    assertThat(listed()).containsExactly("a");
  }

  @Test
  default void aLowerQuotaEvictsDownToIt() {
    configure(3, "LRU");
    IntStream.range(0, 25).forEach(i -> putTenth("k" + i));
    assertThat(rest().stats().path("total_keys").asInt()).isEqualTo(25);

    configure(1, "LRU");
    rest().put("small", "1");

    awaitQuota(
        stats ->
            assertThat(stats.path("evictions").asInt())
                .isEqualTo(26 - stats.path("total_keys").asInt()));
  }

  @Test
  default void aLowerQuotaWithoutEvictionKeepsAndRefuses() {
    configure(3, "NONE");
    IntStream.range(0, 25).forEach(i -> putTenth("k" + i));

    configure(1, "NONE");

    assertError(putTenth("one-more"), 507, "storage_full");
    assertThat(rest().stats().path("total_keys").asInt()).isEqualTo(25);
    assertThat(rest().delete("k0").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "max_size_mb, 0",
    "max_size_mb, -1",
    "max_size_mb, 1.5",
    "max_size_mb, \"1\"",
    "max_size_mb, null",
    "max_size_mb, 2147483648",
    "eviction_policy, \"lru\"",
    "eviction_policy, \"RANDOM\"",
    "eviction_policy, 1",
    "eviction_policy, null",
    "default_ttl, -1",
    "default_ttl, 315360001"
  })
  default void aSettingThatMakesNoSenseIsToldByItsName(String field, String value) {
    JsonNode error =
        assertError(
            rest().configure("{\"" + field + "\":" + value + "}"), 400, "invalid_namespace_config");

    assertThat(error.path("detail").asText()).contains(field);
    assertError(rest().keys(""), 404, "namespace_not_found");
  }

  /** Nodes that hold more than their part may need a moment to give it up. */
  private void awaitQuota(Consumer<JsonNode> then) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              JsonNode stats = rest().stats();
              assertThat(stats.path("memory_used_bytes").asLong()).isLessThanOrEqualTo(MEBIBYTE);
              then.accept(stats);
            });
  }

  private void fillWithTenths() {
    configure(1, "NONE");
    for (int i = 0; i < 10; i++) {
      assertThat(putTenth(Integer.toString(i)).status()).isEqualTo(201);
    }
  }

  private Reply putTenth(String key) {
    return rest().put(key, tenth());
  }

  private static String tenth() {
    return "\"" + "x".repeat(TENTH) + "\"";
  }

  private void configure(int maxSizeMb, String policy) {
    Reply reply =
        rest()
            .configure(
                "{\"max_size_mb\":" + maxSizeMb + ",\"eviction_policy\":\"" + policy + "\"}");
    assertThat(reply.status()).isIn(200, 201);
  }

  private Iterable<String> listed() {
    return rest().keys("?limit=1000").json().findValues("keys").stream()
        .flatMap(keys -> IntStream.range(0, keys.size()).mapToObj(i -> keys.path(i).asText()))
        .toList();
  }
}
