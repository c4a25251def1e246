package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.Backends;
import io.ringcache.cache.BatchResult;
import io.ringcache.cache.BlockingCache;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Tags;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.cache.Ttl;
import io.ringcache.testing.MemcachedServer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a node that is there does not do: for want of memory, or because an item is too large. */
class MemcachedRefusalsIT {

  private static final NamespaceName NS = new NamespaceName("refusals");

  @Test
  void aFullNodeThatEvictsNothingIsStorageFullAndStillReadsAndDeletes() {
    try (MemcachedServer small = MemcachedServer.start("-M", "-m", "2");
        CacheBackend full = connected(small)) {
      long stored = 0;
      BatchResult<PutResult> batch;
      int number = 0;
      do {
        batch = BlockingCache.await(full.putAll(thousandTinyEntries(number++)));
        stored += batch.done().size();
      } while (batch.failed().isEmpty() && number < 1000);

      assertThat(batch.failed().values()).isNotEmpty();
      assertThat(batch.failed().values())
          .allSatisfy(why -> assertThat(why).isInstanceOf(CacheException.StorageFull.class));
      assertThat(BlockingCache.await(full.get(key("k-0-0")))).isPresent();
      assertThat(BlockingCache.await(full.delete(key("k-0-0"), Precondition.NONE))).isTrue();
      assertThat(BlockingCache.await(full.get(key("k-0-0")))).isEmpty();
      assertThat(BlockingCache.await(full.stats(NS)).keys()).isEqualTo(stored - 1);
      assertThat(BlockingCache.await(full.flush(NS, Glob.ALL)).deleted()).isEqualTo(stored - 1);
      assertThat(BlockingCache.await(full.put(key("after"), tiny(), Precondition.NONE)).created())
          .isTrue();
    }
  }

  @Test
  void aValueLargerThanTheNodesItemSizeIsRefusedAndWhatWasThereStays() {
    try (MemcachedServer small = MemcachedServer.start("-I", "512k");
        CacheBackend backend = connected(small)) {
      BlockingCache.await(backend.put(key("k"), tiny(), Precondition.NONE));

      assertThat(Links.failure(backend.put(key("k"), entry(524_288), Precondition.NONE)))
          .isInstanceOf(CacheException.ValueTooLarge.class)
          .hasMessageContaining("524288");

      assertThat(BlockingCache.await(backend.get(key("k")))).isPresent();
      assertThat(
              BlockingCache.await(backend.put(key("k"), entry(500_000), Precondition.NONE))
                  .created())
          .isFalse();
    }
  }

  private static CacheBackend connected(MemcachedServer server) {
    return Backends.connected(
        Map.of("type", "memcached", "nodes", server.address(), "commandTimeout", "5s"),
        TestNamespaces.of(NS));
  }

  private static Map<CacheKey, NewEntry> thousandTinyEntries(int batch) {
    Map<CacheKey, NewEntry> entries = new LinkedHashMap<>();
    for (int i = 0; i < 1000; i++) {
      entries.put(key("k-" + batch + "-" + i), tiny());
    }
    return entries;
  }

  private static CacheKey key(String name) {
    return CacheKey.of(NS, name);
  }

  private static NewEntry tiny() {
    return entry(2);
  }

  private static NewEntry entry(int bytes) {
    String json = '"' + "x".repeat(bytes - 2) + '"';
    return new NewEntry(json.getBytes(UTF_8), Ttl.ofSeconds(600), Tags.NONE);
  }
}
