package io.ringcache.entry;

import java.util.List;
import java.util.Random;

/**
 * Makes JSON that is right but unusual, in two spellings at once: as a client might send it, and
 * without the white space between tokens. The same seed makes the same.
 */
final class OddJson {

  /**
   * One value.
   *
   * @param sent with white space
   * @param compact the same tokens without
   */
  record Value(String sent, String compact) {}

  private static final List<String> SPACES = List.of("", "", "", " ", "\n", "\t \r\n", "    ");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-0.0",
          "0.10",
          "1E400",
          "1e-400",
          "-1.5E+0007",
          "12345678901234567890123",
          "0.1000000000000000055511151231257827",
          "9223372036854775808",
          "4.9e-324");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "  a  b ",
          "\\\"",
          "\\\\",
          "\\\\\\\"",
          "\\/ /",
          "\\ud83d\\ude00",
          "\\ud83d",
          "\\ude00x",
          "\\u0000",
          "\\u00e9\\u00E9",
          "é",
          "😀",
          "\u2028\u2029",
          "\uFEFF",
          "\u007f\u0080\u009f",
          "{\\\"a\\\": [1, 2]}",
          "[ , ] { : }",
          "//",
          "null");

  private final Random random;
  private final StringBuilder sent = new StringBuilder();
  private final StringBuilder compact = new StringBuilder();

  private OddJson(Random random) {
    this.random = random;
  }

  static Value value(Random random) {
    OddJson json = new OddJson(random);
    json.anything(random.nextInt(6));
    return new Value(json.sent.toString(), json.compact.toString());
  }

  private void anything(int depth) {
    space();
    switch (random.nextInt(depth > 0 ? 8 : 4)) {
      case 0 -> token(pick(NUMBERS));
      case 1 -> text();
      case 2 -> token(pick(List.of("true", "false", "null")));
      case 3 -> token(Long.toString(random.nextLong()));
      case 4, 5 -> array(depth);
      default -> object(depth);
    }
    space();
  }

  private void array(int depth) {
    token("[");
    space();
    for (int i = random.nextInt(5); i > 0; i--) {
      anything(depth - 1);
      if (i > 1) {
        token(",");
      }
    }
    token("]");
  }

  private void object(int depth) {
    token("{");
    space();
    for (int i = random.nextInt(5); i > 0; i--) {
      space();
      text();
      space();
      token(":");
      anything(depth - 1);
      if (i > 1) {
        token(",");
      }
    }
    token("}");
  }

  private void text() {
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(pick(TEXTS));
    }
    token(text.append('"').toString());
  }

  private void token(String token) {
    sent.append(token);
    compact.append(token);
  }

  private void space() {
    sent.append(pick(SPACES));
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
