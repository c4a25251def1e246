package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.NamespaceName;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

  private static final Stamp GENERATION = new Stamp(-1, Long.MIN_VALUE);

  static Stream<Envelope> envelopes() {
    List<TagEpoch> tags =
        IntStream.range(10, 26)
            .mapToObj(i -> new TagEpoch("ä".repeat(49) + i, new Stamp(i, -i)))
            .toList();
    return Stream.of(
        envelope(List.of(), "", "1"),
        envelope(tags.subList(0, 1), "", "{\"a\":\"ä😀\"}"),
        envelope(tags, "", "null"),
        envelope(List.of(), "ä".repeat(256), "\"\""),
        envelope(tags, "k".repeat(512), "[" + "1,".repeat(100_000) + "1]"));
  }

  private static Envelope envelope(List<TagEpoch> epochs, String key, String json) {
    return new Envelope(
        1_700_000_000_000_001L, 1_700_000_000_999L, GENERATION, epochs, key, json.getBytes(UTF_8));
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void whatGoesInComesOut(Envelope envelope) {
    Envelope read = Envelope.decode(envelope.encode()).orElseThrow();

    assertThat(read).usingRecursiveComparison().isEqualTo(envelope);
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void aChangedByteIsNoticedWhereverItIs(Envelope envelope) {
    byte[] bytes = envelope.encode();
    int step = Math.max(1, bytes.length / 1000);
    for (int i = 0; i < bytes.length; i += step) {
      bytes[i] ^= 0x10;
      assertThat(Envelope.decode(bytes)).as("byte %s", i).isEmpty();
      bytes[i] ^= 0x10;
    }
    assertThat(Envelope.decode(bytes)).isPresent();
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void whatIsCutOrHasGrownIsNone(Envelope envelope) {
    byte[] bytes = envelope.encode();
    int step = Math.max(1, bytes.length / 1000);
    for (int length = 0; length < bytes.length; length += step) {
      assertThat(Envelope.decode(Arrays.copyOf(bytes, length))).as("%s bytes", length).isEmpty();
    }
    assertThat(Envelope.decode(Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "{\"value\": 1}", "\u0001\u0001\u0001\u0001"})
  void whatOthersStoreIsNone(String value) {
    String longer = value + " ".repeat(100);

    assertThat(Envelope.decode(value.getBytes(UTF_8))).isEmpty();
    assertThat(Envelope.decode(longer.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void noBytesMakeItThrow() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = 1;
      }
      assertThat(Envelope.decode(bytes)).isEmpty();
    }
  }

  @Test
  void itExpiresToTheMillisecond() {
    Envelope envelope = envelope(List.of(), "", "1");

    assertThat(envelope.isExpired(1_700_000_000_998L)).isFalse();
    assertThat(envelope.entry(1_700_000_000_998L).ttlMillis()).isEqualTo(1);
    assertThat(envelope.isExpired(1_700_000_000_999L)).isTrue();
  }

  @Test
  void forEverIsForEver() {
    Envelope envelope = envelope(List.of(), "", "1").expiringAt(0);

    assertThat(envelope.isExpired(Long.MAX_VALUE)).isFalse();
    assertThat(envelope.entry(5).ttlMillis()).isEqualTo(Entry.NO_TTL);
  }

  @Test
  void anEntryOfAnotherKeyWithTheSameHashIsNotThisOnes() {
    NamespaceName namespace = new NamespaceName("ns");
    Envelope envelope = envelope(List.of(), "k".repeat(300), "1");

    assertThat(envelope.isOf(CacheKey.of(namespace, "k".repeat(300)))).isTrue();
    assertThat(envelope.isOf(CacheKey.of(namespace, "k".repeat(301)))).isFalse();
  }
}
