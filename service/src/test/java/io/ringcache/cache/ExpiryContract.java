package io.ringcache.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long entries live, and that nothing is left of one whose time is over. */
interface ExpiryContract extends ContractPart {

  Ttl ONE_SECOND = Ttl.ofSeconds(1);

  /** Until every entry of {@link #ONE_SECOND} that was stored before is gone. */
  default void letExpire() {
    letPass(Duration.ofMillis(1100));
  }

  @Test
  default void anEntryForEverHasNoTtl() {
    cache().put("k", "1", Ttl.FOREVER);
    letExpire();

    assertThat(cache().get("k").orElseThrow().ttlSeconds()).isEmpty();
  }

  @Test
  default void aNewEntryHasTheTtlThatWasAskedFor() {
    cache().put("k", "1", Ttl.ofSeconds(100));

    Entry entry = cache().get("k").orElseThrow();

    assertThat(entry.ttlMillis()).isBetween(90_000L, 100_000L);
  }

  @Test
  default void theLongestTtlIsKept() {
    cache().put("k", "1", Ttl.ofSeconds(Ttl.MAX_SECONDS));

    long seconds = cache().get("k").orElseThrow().ttlSeconds().orElseThrow();

    assertThat(seconds).isBetween(Ttl.MAX_SECONDS - 10L, (long) Ttl.MAX_SECONDS);
  }

  @Test
  default void theTtlRunsDown() {
    cache().put("k", "1", Ttl.ofSeconds(60));
    letExpire();

    assertThat(cache().get("k").orElseThrow().ttlMillis()).isBetween(30_000L, 58_900L);
  }

  @Test
  default void anExpiredEntryIsGoneFromEveryCallAtOnce() {
    cache().putAll(names("k", 5), "1", ONE_SECOND);
    cache().put("stays", "1", Ttl.ofSeconds(100));
    letExpire();

    // a key each: the first call to meet an expired entry may be the one that clears it away
    assertThat(cache().get("k0")).isEmpty();
    assertThat(cache().peek("k1")).isEmpty();
    assertThat(cache().getAll(List.of("k2", "stays"))).containsEntry("k2", Optional.empty());
    assertThat(cache().delete("k3")).isFalse();
    assertThat(cache().deleteAll(List.of("k4"))).containsEntry("k4", false);
    assertThat(cache().value("stays")).contains("1");
    assertThat(cache().stats().keys()).isEqualTo(1);
  }

  @Test
  default void theBytesOfExpiredEntriesLeaveWithinTwoSeconds() {
    cache().putAll(names("short", 100), "1", ONE_SECOND);
    cache().put("stays", "1");
    letExpire();

    assertThat(cache().stats().keys()).isEqualTo(1);
    await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(cache().stats().bytes()).isEqualTo(6));
  }

  @Test
  default void aFlushDoesNotCountExpiredEntries() {
    cache().putAll(names("short", 20), "1", ONE_SECOND);
    cache().putAll(names("long", 5), "1", Ttl.ofSeconds(100));
    letExpire();

    assertThat(cache().flush("*")).isEqualTo(5);
    assertThat(cache().stats().keys()).isZero();
    assertThat(cache().stats().bytes()).isZero();
  }

  @Test
  default void aReadOfAnExpiredEntryIsAMiss() {
    cache().put("k", "1", ONE_SECOND);
    letExpire();

    cache().get("k");
    cache().getAll(List.of("k"));

    assertThat(cache().stats().hits()).isZero();
    assertThat(cache().stats().misses()).isEqualTo(2);
  }

  @Test
  default void aPutOnAnExpiredKeyCreatesAndIsCountedOnce() {
    long before = cache().put("k", "\"long gone\"", ONE_SECOND).version();
    letExpire();

    PutResult result = cache().put("k", "2");

    assertThat(result.created()).isTrue();
    assertThat(result.version()).isGreaterThan(before);
    assertThat(cache().value("k")).contains("2");
    assertThat(cache().stats().keys()).isEqualTo(1);
    assertThat(cache().stats().bytes()).isEqualTo(2);
  }

  @Test
  default void anEntryOverwrittenForEverStays() {
    cache().put("k", "1", ONE_SECOND);
    cache().put("k", "2", Ttl.FOREVER);
    letExpire();

    assertThat(cache().get("k").orElseThrow().ttlMillis()).isEqualTo(Entry.NO_TTL);
    assertThat(cache().value("k")).contains("2");
    assertThat(cache().stats().keys()).isEqualTo(1);
    assertThat(cache().stats().bytes()).isEqualTo(2);
  }

  @Test
  default void anEntryForEverOverwrittenWithATtlExpires() {
    cache().put("k", "1", Ttl.FOREVER);
    cache().put("k", "2", ONE_SECOND);
    letExpire();

    assertThat(cache().get("k")).isEmpty();
    assertThat(cache().stats().keys()).isZero();
  }

  @Test
  default void anOverwriteWithALongerTtlOutlivesTheShorterOne() {
    cache().put("k", "1", ONE_SECOND);
    cache().put("k", "2", Ttl.ofSeconds(100));
    letExpire();

    assertThat(cache().value("k")).contains("2");
    assertThat(cache().stats().keys()).isEqualTo(1);
  }

  @Test
  default void anOverwriteWithAShorterTtlDiesEarlier() {
    cache().put("k", "1", Ttl.ofSeconds(100));
    cache().put("k", "2", ONE_SECOND);
    letExpire();

    assertThat(cache().get("k")).isEmpty();
    assertThat(cache().stats().keys()).isZero();
  }

  @Test
  default void aKeyThatExpiredAndCameBackForEverIsNotReaped() {
    cache().put("k", "1", ONE_SECOND);
    cache().delete("k");
    cache().put("k", "2", Ttl.FOREVER);
    letExpire();

    assertThat(cache().stats().keys()).isEqualTo(1);
    assertThat(cache().stats().bytes()).isEqualTo(2);
    assertThat(cache().value("k")).contains("2");
  }
}
