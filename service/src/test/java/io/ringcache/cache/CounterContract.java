package io.ringcache.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adding to integers. */
interface CounterContract extends ContractPart {

  @Test
  default void anAbsentCounterBeginsAtItsInitialValue() {
    assertThat(cache().increment("a", 5)).isEqualTo(5);
    assertThat(cache().increment("b", of(-7, 100))).isEqualTo(93);
    assertThat(cache().increment("c", of(0, 0))).isZero();

    assertThat(cache().value("a")).contains("5");
    assertThat(cache().value("b")).contains("93");
    assertThat(cache().value("c")).contains("0");
    assertThat(cache().stats()).isEqualTo(new NamespaceStats(0, 0, 3, 2 + 3 + 2, 0, false));
  }

  @Test
  default void anExpiredCounterIsAbsent() {
    cache().put("n", "1000000", Ttl.ofSeconds(1));
    letPass(Duration.ofMillis(1100));

    assertThat(cache().increment("n", of(1, 10))).isEqualTo(11);
    assertThat(cache().stats().keys()).isEqualTo(1);
    assertThat(cache().stats().bytes()).isEqualTo(3);
  }

  @ParameterizedTest(name = "{0} + {1} = {2}")
  @CsvSource({
    "5, 1, 6",
    "-3, 1, -2",
    "0, -1, -1",
    "-1, 1, 0",
    "99, 1, 100",
    "1, 0, 1",
    "9007199254740993, 1, 9007199254740994",
    "9223372036854775806, 1, 9223372036854775807",
    "9223372036854775807, -9223372036854775807, 0",
    "9223372036854775807, -9223372036854775808, -1",
    "-9223372036854775807, -1, -9223372036854775808",
    "-9223372036854775808, 9223372036854775807, -1",
    "-9223372036854775808, 0, -9223372036854775808",
    "9223372036854775807, 0, 9223372036854775807",
    "0, -9223372036854775808, -9223372036854775808",
    "1000000000000000000, 8223372036854775807, 9223372036854775807",
    "-4611686018427387904, -4611686018427387904, -9223372036854775808"
  })
  default void integersOf64BitsAreAddedExactly(String json, long delta, long sum) {
    cache().put("n", json);

    assertThat(cache().increment("n", of(delta, 1234))).isEqualTo(sum);

    assertThat(cache().value("n")).contains(Long.toString(sum));
    assertThat(cache().stats().keys()).isEqualTo(1);
    assertThat(cache().stats().bytes()).isEqualTo(1 + Long.toString(sum).length());
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 1",
    "1, 9223372036854775807",
    "-9223372036854775808, -1",
    "-1, -9223372036854775808",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808"
  })
  default void aSumThatIsNo64BitIntegerChangesNothing(String json, long delta) {
    assertRefusedAndUnchanged(json, delta);

    assertRefused("absent", of(delta, Long.parseLong(json)));
    assertThat(cache().peek("absent")).isEmpty();
    assertThat(cache().stats().keys()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5.0",
        "1e2",
        "1E2",
        "\"5\"",
        "9223372036854775808",
        "-9223372036854775809",
        "12345678901234567890123",
        "null",
        "true",
        "-0",
        "0.0",
        "{}",
        "{\"n\":1}",
        "[1]",
        "\"\"",
        "\"inf\""
      })
  default void whatIsNoIntegerIsRefusedAndStays(String json) {
    assertRefusedAndUnchanged(json, 1);
    assertRefusedAndUnchanged(json, 0);
  }

  private void assertRefusedAndUnchanged(String json, long delta) {
    cache().putTagged("n", json, Ttl.ofSeconds(100), "t");
    Entry before = cache().peek("n").orElseThrow();

    assertRefused("n", new Increment(delta, 0, Optional.of(Ttl.ofSeconds(7)), Ttl.FOREVER));

    Entry after = cache().peek("n").orElseThrow();
    assertThat(after.json()).isEqualTo(before.json());
    assertThat(after.createdAtMicros()).isEqualTo(before.createdAtMicros());
    assertThat(after.ttlMillis()).isBetween(90_000L, before.ttlMillis());
    assertThat(cache().inspect("n").orElseThrow().tags()).isEqualTo(Tags.of(List.of("t")));
    assertThat(cache().stats().bytes()).isEqualTo(1 + before.json().length);
  }

  private void assertRefused(String name, Increment increment) {
    assertThatThrownBy(() -> cache().increment(name, increment))
        .isInstanceOf(CacheException.NotAnInteger.class);
  }

  @Test
  default void aCounterKeepsItsTagsAndWhatItHasLeftToLive() {
    cache().putTagged("n", "1", Ttl.ofSeconds(60), "t", "u");
    letPass(Duration.ofMillis(1100));

    cache().increment("n", new Increment(1, 0, Optional.empty(), Ttl.ofSeconds(1000)));

    assertThat(cache().peek("n").orElseThrow().ttlMillis()).isBetween(30_000L, 58_900L);
    assertThat(cache().inspect("n").orElseThrow().tags()).isEqualTo(Tags.of(List.of("t", "u")));
    assertThat(cache().invalidate("u")).isEqualTo(1);
  }

  @Test
  default void aCounterForEverStaysForEver() {
    cache().put("n", "1");
    cache().increment("n", new Increment(1, 0, Optional.empty(), Ttl.ofSeconds(1)));
    letPass(Duration.ofMillis(1100));

    assertThat(cache().peek("n").orElseThrow().ttlMillis()).isEqualTo(Entry.NO_TTL);
  }

  @Test
  default void aTtlThatIsGivenIsSet() {
    cache().put("n", "1", Ttl.ofSeconds(1));
    cache().increment("n", new Increment(1, 0, Optional.of(Ttl.ofSeconds(500)), Ttl.FOREVER));
    cache().put("m", "1");
    cache().increment("m", new Increment(1, 0, Optional.of(Ttl.ofSeconds(1)), Ttl.FOREVER));
    letPass(Duration.ofMillis(1100));

    assertThat(cache().peek("n").orElseThrow().ttlMillis()).isBetween(400_000L, 498_900L);
    assertThat(cache().peek("m")).isEmpty();
    assertThat(cache().stats().keys()).isEqualTo(1);
  }

  @Test
  default void aNewCounterHasTheTtlThatIsGivenOrElseTheDefault() {
    Ttl byDefault = Ttl.ofSeconds(1000);
    cache().increment("d", new Increment(1, 0, Optional.empty(), byDefault));
    cache().increment("t", new Increment(1, 0, Optional.of(Ttl.ofSeconds(50)), byDefault));
    cache().increment("e", new Increment(1, 0, Optional.empty(), Ttl.FOREVER));

    assertThat(cache().peek("d").orElseThrow().ttlMillis()).isBetween(900_000L, 1_000_000L);
    assertThat(cache().peek("t").orElseThrow().ttlMillis()).isBetween(40_000L, 50_000L);
    assertThat(cache().peek("e").orElseThrow().ttlMillis()).isEqualTo(Entry.NO_TTL);
  }

  @Test
  default void everySumIsAVersionOfItsOwn() {
    long first = cache().put("n", "1").version();
    cache().increment("n", 1);
    long second = cache().peek("n").orElseThrow().createdAtMicros();
    cache().increment("n", 0);
    long third = cache().peek("n").orElseThrow().createdAtMicros();

    assertThat(List.of(first, second, third)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  default void allOfManySimultaneousIncrementsCount() throws Exception {
    List<Long> last =
        Together.run(
            8,
            i ->
                () -> {
                  long sum = 0;
                  for (int n = 0; n < 200; n++) {
                    sum = cache().increment("n", i % 2 == 0 ? 3 : -1);
                  }
                  return sum;
                });

    assertThat(cache().value("n")).contains("1600");
    assertThat(last).contains(1600L);
    assertThat(cache().stats().keys()).isEqualTo(1);
    assertThat(cache().stats().bytes()).isEqualTo(5);
  }

  private static Increment of(long delta, long initial) {
    return new Increment(delta, initial, Optional.empty(), Ttl.FOREVER);
  }
}
