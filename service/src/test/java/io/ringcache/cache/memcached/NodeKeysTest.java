package io.ringcache.cache.memcached;

import static io.ringcache.cache.memcached.FakeNodeKeys.NAMESPACE;
import static io.ringcache.cache.memcached.FakeNodeKeys.key;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.cache.BlockingCache;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.Glob;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NodeKeysTest {

  private final FakeNodeKeys on = new FakeNodeKeys();

  @Test
  void plainEntriesAreCountedExactlyWithoutReadingThem() {
    on.put("a", "1");
    on.put("über", "\"ä\"", Ttl.ofSeconds(100), Quota.UNLIMITED);
    long before = on.node.keysRead();

    assertThat(stats()).isEqualTo(new NamespaceStats(0, 0, 2, 2 + 5 + 4, 0, false));

    assertThat(on.node.keysRead() - before).isLessThan(10);
  }

  @Test
  void taggedEntriesAndThoseWithLongKeysAreCountedToo() {
    on.put("t", "12", Ttl.FOREVER, Quota.UNLIMITED, "tag", "other");
    on.put("x".repeat(512), "1", Ttl.ofSeconds(5), Quota.UNLIMITED);

    assertThat(stats()).isEqualTo(new NamespaceStats(0, 0, 2, 3 + 513, 0, false));
  }

  @Test
  void whatHasExpiredIsNotCountedFromThatMillisecondOn() {
    on.put("k", "1", Ttl.ofSeconds(1), Quota.UNLIMITED);

    on.letPass(999);
    assertThat(stats().keys()).isEqualTo(1);
    on.letPass(1);
    assertThat(stats().keys()).isZero();
  }

  @Test
  void hitsAndMissesAreSeenAtOnceAndSharedByProcesses() {
    on.put("k", "1");
    on.read("k");
    on.read("absent");

    assertThat(stats().hits()).isEqualTo(1);
    assertThat(stats().misses()).isEqualTo(1);
    assertThat(new String(item("cache_stats:ns:hits"), US_ASCII)).isEqualTo("1");
  }

  @Test
  void aPageHasTheFirstKeysAfterItsCursor() {
    for (String name : List.of("d", "a", "c", "b", "e")) {
      on.put(name, "1");
    }

    KeyPage first = page(Optional.empty());
    KeyPage second = page(first.cursor());
    KeyPage third = page(second.cursor());

    assertThat(first.keys()).containsExactly("a", "b");
    assertThat(second.keys()).containsExactly("c", "d");
    assertThat(third.keys()).containsExactly("e");
    assertThat(third.cursor()).isEmpty();
  }

  @Test
  void thePartsOfAListingThatFollowSoonTakeNoWalk() {
    putKeys(10);
    KeyPage first = page(Optional.empty());
    int walks = on.node.walks();

    assertThat(page(first.cursor()).keys()).containsExactly("k2", "k3");
    assertThat(on.node.walks()).isEqualTo(walks);
  }

  @Test
  void aListingThatGoesOnLaterOrBeginsAnewSeesWhatIsThereThen() {
    putKeys(10);
    KeyPage first = page(Optional.empty());
    on.delete("k2");
    on.delete("k0");

    assertThat(page(Optional.empty()).keys()).containsExactly("k1", "k3");
    on.delete("k3");
    on.letPass(2000);
    assertThat(page(first.cursor()).keys()).containsExactly("k4", "k5");
  }

  @Test
  void aCursorThatWasMadeUpIsRefused() {
    for (String cursor : List.of("", "a", "00000000a", "zzzzzzzza")) {
      assertThatThrownBy(() -> page(Optional.of(cursor))).isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void aFlushRemovesWhatMatchesAndCountsIt() {
    on.put("a1", "1");
    on.put("a2", "1", Ttl.ofSeconds(5), Quota.UNLIMITED, "t");
    on.put("b", "1");

    assertThat(BlockingCache.await(on.keys.flush(NAMESPACE, Glob.of("a*")))).isEqualTo(2);

    assertThat(on.isThere("a1")).isFalse();
    assertThat(on.isThere("a2")).isFalse();
    assertThat(on.isThere("b")).isTrue();
    assertThat(BlockingCache.await(on.keys.flush(NAMESPACE, Glob.ALL))).isEqualTo(1);
  }

  @Test
  void anInvalidationRemovesWhatCarriesATagAndCountsItOnce() {
    on.put("both", "1", Ttl.FOREVER, Quota.UNLIMITED, "t", "u");
    on.put("one", "1", Ttl.FOREVER, Quota.UNLIMITED, "u");
    on.put("other", "1", Ttl.FOREVER, Quota.UNLIMITED, "v");
    on.put("none", "1");

    assertThat(BlockingCache.await(on.keys.invalidate(NAMESPACE, Tags.of(List.of("t", "u")))))
        .isEqualTo(2);

    assertThat(on.isThere("both")).isFalse();
    assertThat(on.isThere("one")).isFalse();
    assertThat(stats().keys()).isEqualTo(2);
  }

  @Test
  void withNoneAWriteIsRefusedWhereItWouldGoOverTheRoom() {
    Quota room = new Quota(10, EvictionPolicy.NONE);
    on.put("a", "1234", Ttl.FOREVER, room);
    on.put("b", "1234", Ttl.FOREVER, room);

    assertThatThrownBy(() -> on.put("c", "1", Ttl.FOREVER, room))
        .isInstanceOf(CacheException.StorageFull.class);
    assertThatThrownBy(() -> on.put("a", "12345", Ttl.FOREVER, room))
        .isInstanceOf(CacheException.StorageFull.class);
    on.put("a", "123", Ttl.FOREVER, room);
    assertThat(on.put("a", "4321", Ttl.FOREVER, room).created()).isFalse();
  }

  @Test
  void theBytesAreCountedOnceForManyWritesThatAreRefusedTogether() {
    Quota room = new Quota(10, EvictionPolicy.NONE);
    on.put("a", "12345678", Ttl.FOREVER, room);
    on.letPass(100);
    int walks = on.node.walks();

    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> on.put("b", "12", Ttl.FOREVER, room))
          .isInstanceOf(CacheException.StorageFull.class);
    }

    assertThat(on.node.walks()).isEqualTo(walks + 1);
  }

  @Test
  void whatHasExpiredMakesRoom() {
    Quota room = new Quota(10, EvictionPolicy.NONE);
    on.put("a", "1234", Ttl.ofSeconds(1), room);
    on.put("b", "1234", Ttl.FOREVER, room);
    on.letPass(1000);

    assertThat(on.put("c", "1234", Ttl.FOREVER, room).created()).isTrue();
    assertThat(on.keys.lastKnownBytes(NAMESPACE)).isEqualTo(10);
  }

  @Test
  void lruEvictsWhatWasReadLast() {
    assertEvicts(EvictionPolicy.LRU, "b");
  }

  @Test
  void lfuEvictsWhatWasReadLeast() {
    assertEvicts(EvictionPolicy.LFU, "b");
  }

  @Test
  void fifoEvictsWhatWasStoredFirst() {
    assertEvicts(EvictionPolicy.FIFO, "a");
  }

  @Test
  void ttlEvictsWhatWouldExpireFirst() {
    assertEvicts(EvictionPolicy.TTL, "c");
  }

  private void assertEvicts(EvictionPolicy policy, String expected) {
    Quota room = new Quota(16, policy);
    on.put("a", "1234", Ttl.ofSeconds(300), room);
    on.letPass(10);
    on.put("b", "1234", Ttl.ofSeconds(200), room);
    on.put("c", "1234", Ttl.ofSeconds(100), room);
    on.letPass(10);
    on.read("c");
    on.read("a");
    on.read("a");

    on.put("d", "1234", Ttl.ofSeconds(1), room);

    assertThat(on.isThere(expected)).isFalse();
    assertThat(on.isThere("d")).isTrue();
    assertThat(stats().keys()).isEqualTo(3);
    assertThat(stats().evictions()).isEqualTo(1);
    assertThat(on.keys.lastKnownBytes(NAMESPACE)).isEqualTo(15);
  }

  @Test
  void aTrimEvictsDownToItsMark() {
    for (int i = 0; i < 100; i++) {
      on.put("k" + i, "1", Ttl.FOREVER, Quota.UNLIMITED);
    }

    BlockingCache.await(on.keys.trim(NAMESPACE, new Quota(100, EvictionPolicy.FIFO)));

    assertThat(stats().bytes()).isBetween(90L, 100L);
    assertThat(on.isThere("k99")).isTrue();
    assertThat(stats().keys() + stats().evictions()).isEqualTo(100);
  }

  @Test
  void anInspectionKnowsTheReadsOfThisValueOnly() {
    on.put("k", "1");
    on.read("k");
    on.read("k");
    var info = BlockingCache.await(on.keys.inspect(key("k"))).orElseThrow();
    assertThat(info.accessCount()).isEqualTo(2);
    assertThat(info.lastAccessedMillis()).isPresent();
    assertThat(info.nodes()).containsExactly("host:1");

    on.put("k", "2");

    info = BlockingCache.await(on.keys.inspect(key("k"))).orElseThrow();
    assertThat(info.accessCount()).isZero();
    assertThat(info.lastAccessedMillis()).isEqualTo(OptionalLong.empty());
  }

  private void putKeys(int number) {
    for (int i = 0; i < number; i++) {
      on.put("k" + i, "1");
    }
  }

  private NamespaceStats stats() {
    return BlockingCache.await(on.keys.stats(NAMESPACE));
  }

  private KeyPage page(Optional<String> cursor) {
    return BlockingCache.await(on.keys.keys(NAMESPACE, Glob.ALL, cursor, 2));
  }

  private byte[] item(String name) {
    Item item = BlockingCache.await(on.node.gets(List.of(name))).get(name);
    return Objects.requireNonNull(item).bytes();
  }
}
