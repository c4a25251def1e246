package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flushing, all or by pattern. */
interface FlushCases extends RestPart {

  @ParameterizedTest
  @CsvSource({
    "a?c, 3",
    "a[bé]c, 2",
    "a[^b]c, 2",
    "a[a-c]c, 1",
    "a\\*, 1",
    "a*, 4",
    "*, 4",
    "a, 0",
    "*c, 3",
    "?, 0"
  })
  default void aPatternMatchesWholeKeysByCodePoints(String pattern, int matches) {
    for (String key : List.of("abc", "aéc", "a😀c", "a*")) {
      rest().put(key, "1");
    }

    assertThat(rest().flush(pattern).json().path("deleted_count").asInt()).isEqualTo(matches);
    assertThat(rest().stats().path("total_keys").asInt()).isEqualTo(4 - matches);
  }

  @Test
  default void aPlusInAPatternIsAPlus() throws Exception {
    rest().put("a+b", "1");
    rest().put("a b", "1");

    rest().raw("DELETE", rest().path() + "?pattern=a+b");

    assertThat(rest().get("a+b").status()).isEqualTo(404);
    assertThat(rest().get("a b").status()).isEqualTo(200);
  }

  @Test
  default void whatWasNotMeantFlushesNothing() throws Exception {
    rest().put("a", "1");

    String path = rest().path();
    assertError(rest().send("DELETE", path + "?patern=x", null), 400, "invalid_parameter");
    assertError(
        rest().send("DELETE", path + "?pattern=x&pattern=y", null), 400, "invalid_parameter");
    assertError(rest().send("DELETE", path + "?pattern=", null), 400, "invalid_pattern");
    assertError(rest().send("DELETE", path + "?pattern", null), 400, "invalid_pattern");
    assertError(rest().raw("DELETE", path + "?pattern=%ff"), 400, "invalid_parameter");
    assertError(rest().raw("DELETE", path + "?pattern=%zz"), 400, "invalid_parameter");
    assertError(rest().flush("x".repeat(513)), 400, "invalid_pattern");
    assertError(rest().send("DELETE", path + "/", null), 400, "invalid_key");
    assertError(rest().send("DELETE", path + "//", null), 404, "not_found");
    assertThat(rest().get("a").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "-*", ":*", "*:*", "?*"})
  default void aPatternDoesNotReachOutsideItsNamespace(String pattern) {
    neighbour("-x").put("a", "1");
    neighbour("x").put("a", "1");

    rest().flush(pattern);

    assertThat(neighbour("-x").get("a").status()).isEqualTo(200);
    assertThat(neighbour("x").get("a").status()).isEqualTo(200);
  }

  @Test
  default void aNamespaceNeverUsedIsFlushedOfNothing() {
    assertThat(rest().flush().body()).isEqualTo("{\"success\":true,\"deleted_count\":0}");
  }
}
