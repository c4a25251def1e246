package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireKeyTest {

  private static final NamespaceName NAMESPACE = new NamespaceName("ns");
  private static final Pattern ON_THE_WIRE = Pattern.compile("[!-~]{1,250}");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "user_123, cache:ns:user_123",
        "a:b/c*{d}, cache:ns:a:b/c*{d}",
        "a b, cache:ns:a%20b",
        "100%, cache:ns:100%25",
        "%20, cache:ns:%2520",
        "größe, cache:ns:gr%C3%B6%C3%9Fe",
        "😀, cache:ns:%F0%9F%98%80"
      })
  void whatIsNotPrintableAsciiIsEscaped(String name, String wireKey) {
    assertThat(WireKey.of(key(name))).isEqualTo(wireKey);
    assertThat(WireKey.key(NAMESPACE, wireKey)).contains(key(name));
  }

  @Test
  void aKeyOfAsManyBytesAsTheProtocolTakesIsWhole() {
    String name = "x".repeat(250 - "cache:ns:".length());

    assertThat(WireKey.of(key(name))).isEqualTo("cache:ns:" + name).hasSize(250);
    assertThat(WireKey.isHashed(WireKey.of(key(name)))).isFalse();
  }

  @Test
  void aLongerKeyIsCutAndEndsWithItsHash() {
    String name = "x".repeat(251 - "cache:ns:".length());

    String wireKey = WireKey.of(key(name));

    assertThat(wireKey).hasSize(250).startsWith("cache:ns:xxx").matches(".*x%#[A-Za-z0-9_-]{43}");
    assertThat(WireKey.isHashed(wireKey)).isTrue();
    assertThat(WireKey.key(NAMESPACE, wireKey)).isEmpty();
  }

  @Test
  void keysThatDifferOnlyBehindTheCutDiffer() {
    String long1 = "x".repeat(400) + "1";
    String long2 = "x".repeat(400) + "2";

    assertThat(WireKey.of(key(long1))).isNotEqualTo(WireKey.of(key(long2)));
    assertThat(WireKey.epoch(NAMESPACE, "ä".repeat(49) + "1"))
        .isNotEqualTo(WireKey.epoch(NAMESPACE, "ä".repeat(49) + "2"));
  }

  @Test
  void theHashedKeyOfOneIsNoKeyOfAnother() {
    String hashed = WireKey.of(key("x".repeat(400))).substring("cache:ns:".length());

    assertThat(WireKey.of(key(hashed))).isNotEqualTo(WireKey.of(key("x".repeat(400))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void anyKeysHaveNamesOfTheirOwnThatSayThem(int seed) {
    Random random = new Random(seed);
    Map<String, CacheKey> seen = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      Optional<CacheKey> key = oddKey(random);
      if (key.isPresent()) {
        String wireKey = WireKey.of(key.get());
        assertThat(wireKey).matches(ON_THE_WIRE);
        assertThat(seen.getOrDefault(wireKey, key.get())).isEqualTo(key.get());
        seen.put(wireKey, key.get());
        if (!WireKey.isHashed(wireKey)) {
          assertThat(WireKey.key(NAMESPACE, wireKey)).contains(key.get());
        }
      }
    }
    assertThat(seen).hasSizeGreaterThan(5_000);
    assertThat(seen.keySet()).anyMatch(WireKey::isHashed);
  }

  /** Of few characters, so that there are many near misses; empty where it is no key. */
  private static Optional<CacheKey> oddKey(Random random) {
    String[] parts = {"%", "%2", "%20", "%25", "%#", " ", ":", "a", "A", "ä", "é", "😀", "\u2028"};
    int count = random.nextInt(5) == 0 ? 60 + random.nextInt(60) : 1 + random.nextInt(6);
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < count; i++) {
      name.append(parts[random.nextInt(parts.length)]);
    }
    return name.toString().getBytes(UTF_8).length > CacheKey.MAX_BYTES
        ? Optional.empty()
        : Optional.of(key(name.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cache:ns:",
        "cache:ns:stats",
        "cache:ns:%",
        "cache:ns:%4",
        "cache:ns:%zz",
        "cache:ns:%41",
        "cache:ns:%c3%a4",
        "cache:ns:%FF",
        "cache:ns:%0D%0A",
        "cache:ns:ä"
      })
  void whatIsNoEntrysNameHasNoKey(String wireKey) {
    assertThat(WireKey.key(NAMESPACE, wireKey)).isEmpty();
  }

  @Test
  void ofTheLongestNamesNoneIsTooLong() {
    NamespaceName longest = new NamespaceName("n".repeat(100));

    assertThat(WireKey.of(CacheKey.of(longest, "ä".repeat(256)))).matches(ON_THE_WIRE);
    assertThat(WireKey.epoch(longest, "ä".repeat(50))).matches(ON_THE_WIRE);
    assertThat(WireKey.generation(longest)).matches(ON_THE_WIRE);
    assertThat(WireKey.evictions(longest)).matches(ON_THE_WIRE);
  }

  private static CacheKey key(String name) {
    return CacheKey.of(NAMESPACE, name);
  }
}
