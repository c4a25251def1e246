package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.rest.Rest.Reply;
import org.junit.jupiter.api.Test;

/** The statistics. */
interface StatsCases extends RestPart {

  @Test
  default void aNamespaceNeverUsedHasNoughts() {
    Reply reply = rest().send("GET", rest().path() + "/stats", null);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body())
        .isEqualTo(
            "{\"hits\":0,\"misses\":0,\"hit_rate\":0.0,\"total_keys\":0,"
                + "\"memory_used_mb\":0.0,\"memory_used_bytes\":0,\"evictions\":0}");
  }

  @Test
  default void bytesAreThoseOfKeysAndStoredValues() {
    rest().put("é", "[1, 2]");
    rest().put("ab", "\"x\"");

    JsonNode stats = rest().stats();

    assertThat(stats.path("total_keys").asLong()).isEqualTo(2);
    assertThat(stats.path("memory_used_bytes").asLong()).isEqualTo(2 + 5 + 2 + 3);
    assertThat(stats.path("memory_used_mb").asDouble()).isEqualTo(0.000011);
  }

  @Test
  default void aReplacedOrDeletedEntryLeavesNothingBehind() {
    rest().put("a", "\"long long long\"");
    rest().put("a", "1");
    assertThat(rest().stats().path("memory_used_bytes").asLong()).isEqualTo(2);

    rest().delete("a");

    assertThat(rest().stats().path("memory_used_bytes").asLong()).isZero();
    assertNothingStored();
  }

  @Test
  default void theKeyIsComparedDecoded() {
    assertThat(rest().send("GET", rest().path() + "/%73tats", null).json().has("hit_rate"))
        .isTrue();
    assertThat(rest().head("stats").status()).isEqualTo(200);
    assertError(rest().put("stats", "1"), 400, "invalid_key");
    assertError(rest().delete("stats"), 400, "invalid_key");
  }
}
