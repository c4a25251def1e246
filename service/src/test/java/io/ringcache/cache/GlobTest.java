package io.ringcache.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GlobTest {

  /** Every line that is ASCII was tried on a Redis 7.0 with {@code SCAN 0 MATCH}. */
  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        // literals
        "abc abc true",
        "abc abcd false",
        "abc ab false",
        "abc ABC false",
        "a.c abc false",
        "^abc abc false",
        "abc$ abc false",
        "] ] true",
        "- - true",
        "{a} {a} true",
        // runs
        "* a true",
        "** a true",
        "a* a true",
        "a* abc true",
        "a* ba false",
        "*a a true",
        "*a ba true",
        "*a ab false",
        "a*c ac true",
        "a*c abbc true",
        "a*c abcb false",
        "a*b*c aXbYc true",
        "a*b*c abc true",
        "a*b*c acb false",
        "*ab*ab* abab true",
        "*ab*ab* aba false",
        "*aab aaab true",
        "a**c abc true",
        "*a*a aa true",
        "*a*a a false",
        // one
        "? a true",
        "? ab false",
        "a?c abc true",
        "a?c ac false",
        "?* a true",
        "*? a true",
        "*?? a false",
        "??? 日本語 true",
        "? 😀 true",
        "?? 😀 false",
        "a?b a😀b true",
        // classes
        "[abc] b true",
        "[abc] d false",
        "[abc] ab false",
        "[a-c] b true",
        "[a-c] d false",
        "[c-a] b true",
        "[a-cx-z] y true",
        "[a-cx-z] m false",
        "[^a] b true",
        "[^a] a false",
        "[^a-c] b false",
        "[^a-c] d true",
        "[a^] ^ true",
        "[!a] a true",
        "[!a] b false",
        "[*] * true",
        "[*] a false",
        "[?] a false",
        "*[0-9] key7 true",
        "*[0-9] key false",
        "[日-語]x 月x true",
        "[😀-😃] 😄 false",
        "[😀-😃] 😁 true",
        "[^😀] 😁 true",
        // an escape
        "\\* * true",
        "\\* a false",
        "a\\?c a?c true",
        "a\\?c abc false",
        "\\[a] [a] true",
        "\\\\ \\ true",
        "\\a a true",
        "\\\\* \\x true",
        // an escape within a class
        "[\\]] ] true",
        "[\\]a] a true",
        "[\\]] \\ false",
        "[\\^a] ^ true",
        "[\\a-c] b false",
        "[\\a-c] - true",
        "[\\-] - true",
        "[a\\-c] b false",
        "[a\\-c] - true",
        "[a-\\]] ^ false",
        "[a-\\]] ^] true",
        "[\\\\] \\ true",
        // malformed, as Redis reads it
        "a\\ a\\ true",
        "\\ \\ true",
        "[ [ false",
        "[ a false",
        "[a a true",
        "[ab b true",
        "[a a] false",
        "[^a b true",
        "[^ x true",
        "[a- - true",
        "[a- a true",
        "[a- b false",
        "[a-] a true",
        "[a-] ] true",
        "[a-] ^ true",
        "[a-] - false",
        "[a-]b b true",
        "[a-]b ab false",
        "[] a false",
        "[]a] a false",
        "[]a] ] false",
        "[^] a true",
        "[^] ] true",
        "[^]a] xa] true",
        "[\\ \\ true",
        "[a\\ \\ true",
        "[-a] - true",
        "[--a] X true",
        "[a-c-e] b true",
        "[a-c-e] d false",
        "[a-c-e] - true",
        "a[ a false",
        "[]* a false",
      })
  void matchesAsRedisDoes(String pattern, String key, boolean matches) {
    assertThat(Glob.of(pattern).matches(key)).isEqualTo(matches);
  }

  @Test
  void matchesAsARegularExpressionOfTheSameMeaningDoes() {
    Random random = new Random(7);
    int matched = 0;
    for (int i = 0; i < 200_000; i++) {
      String pattern = randomText(random, "aab*?[]^-\\😀", 1 + random.nextInt(9));
      String key = randomText(random, "aaab^]-\\😀", 1 + random.nextInt(6));
      boolean expected = GlobOracle.regexOf(pattern).matcher(key).matches();

      assertThat(Glob.of(pattern).matches(key)).as("%s on %s", pattern, key).isEqualTo(expected);
      matched += expected ? 1 : 0;
    }
    assertThat(matched).as("of the pairs match: both answers were tried").isBetween(5_000, 195_000);
  }

  private static String randomText(Random random, String alphabet, int length) {
    int[] codePoints = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
    }
    return text.toString();
  }

  /** What backtracks over every run takes longer than the universe is old. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
  void aPatternMadeToBacktrackComesToAnEnd() {
    String key = "a".repeat(CacheKey.MAX_BYTES);

    assertThat(Glob.of("*a".repeat(255) + "*b").matches(key)).isFalse();
    assertThat(Glob.of("*a".repeat(255) + "*").matches(key)).isTrue();
    assertThat(Glob.of("*" + "a".repeat(510) + "b").matches(key)).isFalse();
    assertThat(Glob.of("*[" + "b".repeat(500) + "]*").matches(key)).isFalse();
    assertThat(Glob.of("a*".repeat(200) + "?".repeat(112)).matches(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "**", "*****"})
  void aPatternOfStarsOnlyMatchesAll(String pattern) {
    assertThat(Glob.of(pattern).matchesAll()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?*", "a*", "*a", "\\*", "[*]", "?", "*?*", "[^]"})
  void anyOtherPatternDoesNotMatchAll(String pattern) {
    assertThat(Glob.of(pattern).matchesAll()).isFalse();
  }

  @Test
  void allMatchesAll() {
    assertThat(Glob.ALL.matchesAll()).isTrue();
    assertThat(Glob.ALL.matches("any key")).isTrue();
  }

  @Test
  void itIsShownAsItWasSpelled() {
    assertThat(Glob.of("a**[c-a]\\")).hasToString("a**[c-a]\\");
    assertThat(Glob.ALL).hasToString("*");
  }

  @Test
  void aPatternOf512BytesIsAccepted() {
    assertThat(Glob.of("ä".repeat(256)).matches("ä".repeat(256))).isTrue();
  }

  @Test
  void aPatternOfOneByteMoreIsRefused() {
    assertRefused("ä".repeat(256) + "a");
    assertRefused("a".repeat(513));
  }

  @Test
  void anEmptyPatternIsRefused() {
    assertRefused("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83d*", "\ude00\ud83d"})
  void halfASurrogatePairIsRefused(String pattern) {
    assertRefused(pattern);
  }

  private static void assertRefused(String pattern) {
    assertThatThrownBy(() -> Glob.of(pattern))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.field()).isEqualTo(InvalidInputException.Field.PATTERN));
  }
}
