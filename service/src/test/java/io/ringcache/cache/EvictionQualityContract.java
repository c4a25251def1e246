package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * That each policy evicts the right ones, as well as a sample of a few entries can tell: of two
 * halves of a full namespace one is to go before the other, and nine victims in ten have to be of
 * it. A backend that is exact has tests of its own for that.
 */
interface EvictionQualityContract extends ContractPart {

  int HALF = 500;
  int FULL = 1 << 20;

  @Test
  default void lruEvictsWhatWasNotReadForLongest() {
    limit(new Quota(FULL, EvictionPolicy.LRU));
    store("hot", Ttl.FOREVER);
    letPass(Duration.ofMillis(100));
    store("idle", Ttl.FOREVER);
    letPass(Duration.ofMillis(100));
    read("hot", 1);

    assertThatMostVictimsAre("idle");
  }

  @Test
  default void lfuEvictsWhatWasReadLeast() {
    limit(new Quota(FULL, EvictionPolicy.LFU));
    store("hot", Ttl.FOREVER);
    read("hot", 30);
    letPass(Duration.ofMillis(100));
    store("idle", Ttl.FOREVER);

    assertThatMostVictimsAre("idle");
  }

  @Test
  default void fifoEvictsWhatWasStoredFirst() {
    limit(new Quota(FULL, EvictionPolicy.FIFO));
    store("first", Ttl.FOREVER);
    letPass(Duration.ofMillis(100));
    store("second", Ttl.FOREVER);
    read("first", 5);

    assertThatMostVictimsAre("first");
  }

  @Test
  default void fifoGoesByWhenTheValueWasStoredAndNotByATouch() {
    limit(new Quota(FULL, EvictionPolicy.FIFO));
    store("first", Ttl.ofSeconds(5000));
    letPass(Duration.ofMillis(100));
    store("second", Ttl.ofSeconds(5000));
    for (String name : names("first", HALF)) {
      assertThat(cache().touch(name, Ttl.ofSeconds(5000))).isTrue();
    }

    assertThatMostVictimsAre("first");
  }

  @Test
  default void ttlEvictsWhatWouldExpireNext() {
    limit(new Quota(FULL, EvictionPolicy.TTL));
    store("longer", Ttl.ofSeconds(5000));
    store("shorter", Ttl.ofSeconds(500));
    read("shorter", 1);

    assertThatMostVictimsAre("shorter");
  }

  /** A half of {@link #HALF} entries of 1,000 bytes. */
  default void store(String half, Ttl ttl) {
    Map<CacheKey, NewEntry> entries = new LinkedHashMap<>();
    for (String name : names(half, HALF)) {
      byte[] json = SizedEntries.json(name, 1000).getBytes(UTF_8);
      entries.put(cache().key(name), new NewEntry(json, ttl, Tags.NONE));
    }
    assertThat(BlockingCache.await(backend().putAll(entries)).failed()).isEmpty();
  }

  /** Returns when the backend knows of it. */
  private void read(String half, int times) {
    for (int i = 0; i < times; i++) {
      cache().getAll(names(half, HALF));
    }
    await()
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofSeconds(10))
        .until(() -> names(half, HALF).stream().allMatch(name -> isRead(name, times)));
  }

  private boolean isRead(String name, int times) {
    return cache().inspect(name).orElseThrow().accessCount() == times;
  }

  /** Writes on until about a quarter of the half that is to go is gone. */
  default void assertThatMostVictimsAre(String half) {
    List<String> before = cache().list("*", 1000);
    assertThat(before).hasSize(2 * HALF);
    for (String name : names("new", 48 + HALF / 4)) {
      SizedEntries.put(cache(), name, 1000);
    }

    List<String> left = cache().list("*", 1000);
    List<String> victims = before.stream().filter(name -> !left.contains(name)).toList();
    Stream<String> right = victims.stream().filter(name -> name.startsWith(half));
    assertThat(victims).hasSizeGreaterThan(HALF / 8);
    assertThat((double) right.count() / victims.size()).isGreaterThanOrEqualTo(0.9);
  }
}
