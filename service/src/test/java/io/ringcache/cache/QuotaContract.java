package io.ringcache.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a namespace may hold, with one writer. */
interface QuotaContract extends ContractPart {

  int QUOTA = 64 * 1024;

  /** 65 of these and {@link #REST} make a {@link #QUOTA}. */
  int SIZE = 1000;

  int REST = QUOTA - 65 * SIZE;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  default void whereOthersGiveWayNoWriteIsRefusedAndTheQuotaHolds(EvictionPolicy policy) {
    limit(new Quota(QUOTA, policy));

    for (String name : names("k", 300)) {
      assertThat(SizedEntries.put(cache(), name, SIZE).created()).isTrue();
      assertThat(cache().peek(name)).as("what was just written").isPresent();
      assertThat(cache().stats().bytes()).isLessThanOrEqualTo(QUOTA + QUOTA / 50 + SIZE);
    }

    assertThat(cache().stats().bytes()).isGreaterThan(QUOTA * 3 / 4);
    assertTheNumbersAreRight(300);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  default void whatIsWrittenIsNotWhatGivesWay(EvictionPolicy policy) {
    limit(new Quota(QUOTA, policy));
    for (String name : names("old", 65)) {
      SizedEntries.put(cache(), name, SIZE);
      cache().get(name);
    }

    for (String name : names("new", 50)) {
      SizedEntries.put(cache(), name, SIZE, Ttl.ofSeconds(100)); // before all others, by TTL
      assertThat(cache().peek(name)).isPresent();
      SizedEntries.put(cache(), name, SIZE + 100); // grows
      assertThat(cache().peek(name).orElseThrow().json()).hasSize(SIZE + 100 - name.length());
    }
  }

  @Test
  default void withNoneAWriteIsRefusedExactlyWhenTheTotalWouldBeExceeded() {
    limit(new Quota(QUOTA, EvictionPolicy.NONE));
    for (String name : names("k", 65)) {
      SizedEntries.put(cache(), name, SIZE);
    }

    for (String name : names("more", 20)) {
      assertRefused(() -> SizedEntries.put(cache(), name, REST + 1));
    }
    assertThat(cache().stats()).isEqualTo(new NamespaceStats(0, 0, 65, 65 * SIZE, 0, false));
    SizedEntries.put(cache(), "rest", REST);
    assertThat(cache().stats().bytes()).isEqualTo(QUOTA);
    assertRefused(() -> cache().put("k", "1"));
    assertThat(cache().stats()).isEqualTo(new NamespaceStats(0, 0, 66, QUOTA, 0, false));
  }

  @Test
  default void withNoneTheSpreadOverNodesDoesNotMatter() {
    limit(new Quota(QUOTA, EvictionPolicy.NONE));
    SizedEntries.put(cache(), "large", QUOTA - 15 * SIZE);
    for (String name : names("k", 15)) {
      SizedEntries.put(cache(), name, SIZE);
    }
    assertRefused(() -> cache().put("x", "1"));

    assertThat(cache().delete("k0")).isTrue();
    SizedEntries.put(cache(), "another", SIZE);
    assertRefused(() -> cache().put("x", "1"));
    assertThat(cache().delete("large")).isTrue();
    for (String name : names("small", 50)) {
      SizedEntries.put(cache(), name, SIZE);
    }
    assertThat(cache().stats().keys()).isEqualTo(15 + 50);
  }

  @Test
  default void aRefusedWriteChangesNothing() {
    limit(new Quota(QUOTA, EvictionPolicy.NONE));
    SizedEntries.put(cache(), "most", QUOTA - 10);
    cache().putTagged("k", "\"1234567\"", Ttl.ofSeconds(100), "t");
    long version = cache().peek("k").orElseThrow().createdAtMicros();

    assertRefused(() -> cache().put("k", "\"12345678\""));
    assertRefused(() -> cache().put("k", "\"12345678\"", new Precondition.Version(version)));
    assertRefused(() -> cache().put("new", "1", Precondition.ABSENT));

    Entry entry = cache().peek("k").orElseThrow();
    assertThat(cache().value("k")).contains("\"1234567\"");
    assertThat(entry.createdAtMicros()).isEqualTo(version);
    assertThat(entry.ttlMillis()).isBetween(90_000L, 100_000L);
    assertThat(cache().stats()).isEqualTo(new NamespaceStats(0, 0, 2, QUOTA, 0, false));
    assertThat(cache().invalidate("t")).isEqualTo(1);
  }

  @Test
  default void whatIsReplacedMakesRoomForWhatReplacesIt() {
    limit(new Quota(QUOTA, EvictionPolicy.NONE));
    SizedEntries.put(cache(), "a", QUOTA / 2);
    SizedEntries.put(cache(), "b", QUOTA / 2);

    SizedEntries.put(cache(), "a", QUOTA / 2);
    assertRefused(() -> SizedEntries.put(cache(), "a", QUOTA / 2 + 1));
    SizedEntries.put(cache(), "a", QUOTA / 2 - 100);
    SizedEntries.put(cache(), "b", QUOTA / 2 + 100);
    assertThat(cache().stats().bytes()).isEqualTo(QUOTA);
  }

  @Test
  default void incrementsKeepToTheQuota() {
    limit(new Quota(QUOTA, EvictionPolicy.NONE));
    cache().put("n", "99");
    SizedEntries.put(cache(), "rest", QUOTA - 3);

    assertRefused(() -> cache().increment("n", 1));
    assertRefused(() -> cache().increment("m", 1));
    assertThat(cache().value("n")).contains("99");
    assertThat(cache().increment("n", -90)).isEqualTo(9);
    assertThat(cache().increment("n", 90)).isEqualTo(99);
    assertThat(cache().stats()).isEqualTo(new NamespaceStats(0, 0, 2, QUOTA, 0, false));
  }

  @ParameterizedTest
  @EnumSource
  default void whatCanNeverFitIsTooLarge(EvictionPolicy policy) {
    limit(new Quota(QUOTA, policy));
    SizedEntries.put(cache(), "k", SIZE);

    assertThatThrownBy(() -> SizedEntries.put(cache(), "k", QUOTA + 1))
        .isInstanceOf(CacheException.ValueTooLarge.class);
    assertThatThrownBy(() -> SizedEntries.put(cache(), "new", QUOTA + 1))
        .isInstanceOf(CacheException.ValueTooLarge.class);
    assertThat(cache().stats()).isEqualTo(new NamespaceStats(0, 0, 1, SIZE, 0, false));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  default void oneEntryMayTakeTheWholeQuota(EvictionPolicy policy) {
    limit(new Quota(QUOTA, policy));
    for (String name : names("k", 65)) {
      SizedEntries.put(cache(), name, SIZE);
    }

    SizedEntries.put(cache(), "all", QUOTA);

    awaitBytesWithin(QUOTA);
    assertThat(cache().list("*", 100)).containsExactly("all");
    assertTheNumbersAreRight(66);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  default void aLoweredQuotaIsReachedThoughNobodyWrites(EvictionPolicy policy) {
    limit(new Quota(4 * QUOTA, policy));
    List<String> names = names("k", 200);
    for (String name : names) {
      SizedEntries.put(cache(), name, SIZE);
    }
    assertThat(cache().stats().keys()).isEqualTo(200);

    limit(new Quota(QUOTA, policy));

    awaitBytesWithin(QUOTA);
    assertThat(cache().stats().bytes()).isGreaterThan(QUOTA / 2);
    assertTheNumbersAreRight(200);
  }

  @Test
  default void withNoneALoweredQuotaRemovesNothingAndRefusesWhatIsNew() {
    limit(new Quota(4 * QUOTA, EvictionPolicy.NONE));
    for (String name : names("k", 100)) {
      SizedEntries.put(cache(), name, SIZE);
    }

    limit(new Quota(QUOTA, EvictionPolicy.NONE));
    letPass(Duration.ofMillis(2500));

    assertRefused(() -> cache().put("new", "1"));
    assertRefused(() -> SizedEntries.put(cache(), "k1", SIZE + 1));
    SizedEntries.put(cache(), "k1", SIZE - 1);
    SizedEntries.put(cache(), "k2", SIZE);
    assertThat(cache().stats()).isEqualTo(new NamespaceStats(0, 0, 100, 100 * SIZE - 1, 0, false));
    cache().deleteAll(names("k", 50));
    assertThat(cache().put("new", "1").created()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  default void whatHasExpiredMakesRoomBeforeAnythingElseHasTo(EvictionPolicy policy) {
    limit(new Quota(QUOTA, policy));
    for (String name : names("stays", 30)) {
      SizedEntries.put(cache(), name, SIZE);
    }
    for (String name : names("short", 35)) {
      SizedEntries.put(cache(), name, SIZE, Ttl.ofSeconds(2));
    }
    letPass(Duration.ofMillis(2100));
    assertThat(cache().stats().keys()).isEqualTo(30);

    for (String name : names("new", 35)) {
      SizedEntries.put(cache(), name, SIZE);
    }

    assertThat(cache().stats()).isEqualTo(new NamespaceStats(0, 0, 65, 65 * SIZE, 0, false));
  }

  @Test
  default void whatWasEvictedCarriesNoTagAndIsNotListed() {
    limit(new Quota(QUOTA, EvictionPolicy.FIFO));
    for (String name : names("k", 200)) {
      cache().putTagged(name, SizedEntries.json(name, SIZE), Ttl.FOREVER, "t");
    }
    long left = cache().stats().keys();

    assertThat(cache().list("*", 1000)).hasSize((int) left);
    assertThat(cache().invalidate("t")).isEqualTo(left);
    assertThat(cache().stats()).isEqualTo(new NamespaceStats(0, 0, 0, 0, 200 - left, false));
  }

  @Test
  default void aFullNamespaceTakesNothingFromAnother() {
    BlockingCache other = neighbour("-2");
    limit(new Quota(QUOTA, EvictionPolicy.LRU));
    for (String name : names("k", 100)) {
      SizedEntries.put(other, name, SIZE);
      SizedEntries.put(cache(), name, SIZE);
    }

    assertThat(other.stats()).isEqualTo(new NamespaceStats(0, 0, 100, 100 * SIZE, 0, false));
  }

  /**
   * Of that many keys stored and not deleted, all are listed or were evicted, and the bytes are
   * those of what is there.
   */
  private void assertTheNumbersAreRight(int stored) {
    List<String> listed = cache().list("*", 1000);
    long bytes =
        listed.stream()
            .mapToLong(
                name ->
                    name.length() + cache().inspect(name).map(EntryInfo::sizeBytes).orElseThrow())
            .sum();
    assertThat(cache().stats())
        .isEqualTo(new NamespaceStats(0, 0, listed.size(), bytes, stored - listed.size(), false));
  }

  private void awaitBytesWithin(long quota) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(cache().stats().bytes()).isLessThanOrEqualTo(quota));
  }

  private static void assertRefused(ThrowingCallable write) {
    assertThatThrownBy(write).isInstanceOf(CacheException.StorageFull.class);
  }
}
