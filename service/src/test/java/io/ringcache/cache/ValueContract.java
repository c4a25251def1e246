package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes back are the bytes that went in. */
interface ValueContract extends ContractPart {

  /** JSON that a parser, a number type or a wire format could be tempted to change. */
  static Stream<String> jsonValues() {
    return Stream.of(
        "null",
        "true",
        "false",
        "0",
        "-0",
        "0.10",
        "1E400",
        "12345678901234567890123",
        "9223372036854775808",
        "\"\"",
        "\" \"",
        "\"\\u0000\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud800\"",
        "\"😀 ä \u2028 \ufeff\"",
        "\"a\\r\\nb\\/c\"",
        "\"\u007f\"",
        "\"$-1\\r\\n\"",
        "[]",
        "{}",
        "[1,\r\n\t 2]",
        "{\"b\":1,\"a\":2,\"b\":3}",
        "{\"\":{\"value\":null,\"ttl\":1}}",
        "[".repeat(1000) + "]".repeat(1000));
  }

  @ParameterizedTest
  @MethodSource("io.ringcache.cache.ValueContract#jsonValues")
  default void theBytesThatComeBackAreThoseThatWentIn(String json) {
    cache().put("k", json);

    assertThat(cache().get("k").orElseThrow().json()).isEqualTo(json.getBytes(UTF_8));
    assertThat(cache().stats().bytes()).isEqualTo(1L + json.getBytes(UTF_8).length);
  }

  @Test
  default void aValueMayHaveAMebibyte() {
    String json = '"' + "ä".repeat((1 << 19) - 1) + '"';
    assertThat(json.getBytes(UTF_8)).hasSize(1 << 20);

    theBytesThatComeBackAreThoseThatWentIn(json);
  }

  @Test
  default void largeAndSmallValuesMayTakeTurns() {
    String large = "[" + "1,".repeat(100_000) + "1]";
    for (int i = 0; i < 3; i++) {
      theBytesThatComeBackAreThoseThatWentIn(large);
      theBytesThatComeBackAreThoseThatWentIn("1");
    }
  }
}
