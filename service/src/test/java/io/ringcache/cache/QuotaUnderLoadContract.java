package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The quota with many writers, and with many entries a write. */
interface QuotaUnderLoadContract extends ContractPart {

  int LOAD_QUOTA = 512 * 1024;
  int LARGEST = 2000;

  @ParameterizedTest
  @EnumSource
  default void underTwelveWritersTheQuotaHoldsAndTheNumbersAreExact(EvictionPolicy policy)
      throws Exception {
    limit(new Quota(LOAD_QUOTA, policy));
    int writers = 12;

    List<Long> balances =
        Together.run(
            writers,
            thread -> {
              Random random = new Random(thread);
              return () -> {
                long balance = 0;
                for (int i = 0; i < 400; i++) {
                  balance += writeOrDelete("k" + random.nextInt(2000), random);
                }
                return balance;
              };
            });

    long createdAndNotDeleted = balances.stream().mapToLong(Long::longValue).sum();
    NamespaceStats stats = cache().stats();
    assertThat(stats.keys() + stats.evictions()).isEqualTo(createdAndNotDeleted);
    assertThat(stats.bytes())
        .isBetween(LOAD_QUOTA / 2L, LOAD_QUOTA + LOAD_QUOTA / 50L + (long) writers * LARGEST);

    NamespaceStats settled = settled(policy);
    assertThat(settled.keys() + settled.evictions()).isEqualTo(createdAndNotDeleted);
    assertThat(bytesOf(cache().list("*", 1000))).isEqualTo(settled.bytes());
    assertThat(cache().flush("*")).isEqualTo(settled.keys());
    assertThat(cache().stats().bytes()).isZero();
  }

  /** The numbers when what the writers together went over the quota has gone again. */
  private NamespaceStats settled(EvictionPolicy policy) {
    return await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              NamespaceStats before = cache().stats();
              cache().list("*", 1000); // takes longer than what is under way
              return before.equals(cache().stats()) ? before : NamespaceStats.ZERO.asDegraded();
            },
            stats ->
                !stats.degraded()
                    && (stats.bytes() <= LOAD_QUOTA || policy == EvictionPolicy.NONE));
  }

  /** How many more entries there are, before any eviction. */
  private long writeOrDelete(String name, Random random) {
    if (random.nextInt(10) == 0) {
      return cache().delete(name) ? -1 : 0;
    }
    try {
      int size = 500 + random.nextInt(LARGEST - 500);
      return SizedEntries.put(cache(), name, size).created() ? 1 : 0;
    } catch (CacheException.StorageFull e) {
      return 0;
    }
  }

  private long bytesOf(List<String> names) {
    return names.stream()
        .mapToLong(n -> n.length() + cache().inspect(n).orElseThrow().sizeBytes())
        .sum();
  }

  @Test
  default void aBatchLargerThanTheQuotaIsStoredEntryForEntry() {
    limit(new Quota(LOAD_QUOTA, EvictionPolicy.LRU));

    BatchResult<PutResult> result = BlockingCache.await(backend().putAll(thousandEntries()));

    assertThat(result.failed()).isEmpty();
    assertThat(result.done()).hasSize(1000);
    SizedEntries.put(cache(), "one more", LARGEST);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(cache().stats().bytes())
                    .isBetween(LOAD_QUOTA / 2L, LOAD_QUOTA + LOAD_QUOTA / 50L));
    assertThat(cache().stats().keys() + cache().stats().evictions()).isEqualTo(1001);
  }

  @Test
  default void ofABatchLargerThanTheQuotaNoneRefusesTheRest() {
    limit(new Quota(LOAD_QUOTA, EvictionPolicy.NONE));

    BatchResult<PutResult> result = BlockingCache.await(backend().putAll(thousandEntries()));

    assertThat(result.failed().values())
        .isNotEmpty()
        .allMatch(why -> why instanceof CacheException.StorageFull);
    assertThat(result.done().size() + result.failed().size()).isEqualTo(1000);
    assertThat(result.done().size()).isGreaterThanOrEqualTo(LOAD_QUOTA / 1000);
    assertThat(cache().stats().keys()).isEqualTo(result.done().size());
    assertThat(cache().list("*", 1000))
        .containsExactlyInAnyOrderElementsOf(
            result.done().keySet().stream().map(CacheKey::name).toList());
  }

  private Map<CacheKey, NewEntry> thousandEntries() {
    Map<CacheKey, NewEntry> entries = new LinkedHashMap<>();
    for (String name : names("k", 1000)) {
      byte[] json = SizedEntries.json(name, 1000).getBytes(UTF_8);
      entries.put(cache().key(name), new NewEntry(json, Ttl.FOREVER, Tags.NONE));
    }
    return entries;
  }
}
