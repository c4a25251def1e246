package io.ringcache.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.Ttl;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceSettingsParserTest {

  @Test
  void everySettingIsRead() {
    assertThat(
            parse(
                """
                {"eviction_policy": "TTL", "default_ttl": 315360000, "max_size_mb": 2147483647}
                """))
        .isEqualTo(
            new NamespaceSettings(new Ttl(Ttl.MAX_SECONDS), Integer.MAX_VALUE, EvictionPolicy.TTL));
  }

  @Test
  void whatIsLeftOutIsNotGiven() {
    assertThat(parse("{}")).isEqualTo(NamespaceSettings.NONE_GIVEN);
    assertThat(parse(" {\"default_ttl\":0} ").defaultTtl()).isEqualTo(Ttl.FOREVER);
  }

  @Test
  void whatIsNestedWithoutEndIsNoJson() {
    assertThatThrownBy(() -> parse("[".repeat(1_100)))
        .isInstanceOf(ApiException.class)
        .extracting(e -> ((ApiException) e).code())
        .isEqualTo(ErrorCode.MALFORMED_JSON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"default_ttl\": -1} | default_ttl",
        "{\"default_ttl\": 315360001} | default_ttl",
        "{\"default_ttl\": 1.0} | default_ttl",
        "{\"default_ttl\": 1e2} | default_ttl",
        "{\"default_ttl\": \"60\"} | default_ttl",
        "{\"default_ttl\": null} | default_ttl",
        "{\"default_ttl\": {}} | default_ttl",
        "{\"default_ttl\": 99999999999999999999} | default_ttl",
        "{\"max_size_mb\": 0} | max_size_mb",
        "{\"max_size_mb\": 2147483648} | max_size_mb",
        "{\"max_size_mb\": [1]} | max_size_mb",
        "{\"max_size_mb\": true} | max_size_mb",
        "{\"eviction_policy\": \"lru\"} | eviction_policy",
        "{\"eviction_policy\": \"RANDOM\"} | eviction_policy",
        "{\"eviction_policy\": 0} | eviction_policy",
        "{\"evictionPolicy\": \"LRU\"} | evictionPolicy",
        "{\"name\": \"x\"} | name",
        "{\"max_size_mb\": 1, \"max_size_mb\": 1} | max_size_mb",
        "[] | object",
        "null | object",
        "\"LRU\" | object",
        "7 | object",
      })
  void aSettingThatMakesNoSenseIsRefusedByName(String body, String named) {
    assertThatThrownBy(() -> parse(body))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_NAMESPACE_CONFIG);
              assertThat(e.detail()).contains(named);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"max_size_mb\": 1",
        "{} {}",
        "{}]",
        "{'max_size_mb': 1}",
        "{\"max_size_mb\": 01}",
        "{\"max_size_mb\": NaN}",
        "{\"max_size_mb\": 1,}",
        "// no\n{}"
      })
  void whatIsNoJsonIsToldSo(String body) {
    assertMalformed(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsNotInUtf8IsToldSo() {
    assertMalformed("{}".getBytes(StandardCharsets.UTF_16));
    assertMalformed(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
  }

  @Test
  void deepNestingIsRefusedWithoutADefect() {
    assertThatThrownBy(() -> parse("{\"max_size_mb\":" + "[".repeat(100_000)))
        .isInstanceOf(ApiException.class);
  }

  private static void assertMalformed(byte[] body) {
    assertThatThrownBy(() -> NamespaceSettingsParser.parse(body))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_JSON));
  }

  private static NamespaceSettings parse(String body) {
    return NamespaceSettingsParser.parse(body.getBytes(StandardCharsets.UTF_8));
  }
}
