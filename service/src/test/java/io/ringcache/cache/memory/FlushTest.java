package io.ringcache.cache.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.BlockingCache;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlushTest {

  private static final NamespaceName NAMESPACE = new NamespaceName("ns");

  private final Segments segments = new Segments();
  private long version = 0;
  private long now = 0;

  @Test
  void itTakesAThousandEntriesAtATime() {
    putNumbered(2500);
    Flush flush = flush("*");

    assertThat(flush.step()).isTrue();
    assertThat(keys()).isEqualTo(1500);
    assertThat(flush.step()).isTrue();
    assertThat(flush.step()).isTrue();
    assertThat(keys()).isZero();
    assertThat(flush.step()).isFalse();
    assertThat(resultOf(flush)).isEqualTo(new FlushResult(2500, List.of()));
  }

  @Test
  void itIsNotCompleteBeforeItsLastStep() {
    putNumbered(1);
    Flush flush = flush("*");
    flush.step();

    assertThat(flush.result().toCompletableFuture()).isNotDone();
  }

  @Test
  void entriesThatDoNotMatchAreStepsToo() {
    putNumbered(1500);
    put("last");
    Flush flush = flush("last");

    assertThat(flush.step()).isTrue();
    assertThat(keys()).isEqualTo(1501);
    assertThat(flush.step()).isTrue();
    assertThat(flush.step()).isFalse();
    assertThat(resultOf(flush)).isEqualTo(new FlushResult(1, List.of()));
  }

  @Test
  void whatIsWrittenAfterItBeganStays() {
    putNumbered(1500);
    Flush flush = flush("*");
    flush.step();
    put("1400");
    put("new");
    finish(flush);

    assertThat(resultOf(flush)).isEqualTo(new FlushResult(1499, List.of()));
    assertThat(keys()).isEqualTo(2);
  }

  @Test
  void whatExpiresOrIsDeletedMeanwhileIsNotCounted() {
    putNumbered(1500);
    put("short", Ttl.ofSeconds(1));
    Flush flush = flush("*");
    flush.step();
    now = 1_000_000;
    segments.with(NAMESPACE, segment -> segment.delete(key("1400"), Precondition.NONE, now));
    finish(flush);

    assertThat(resultOf(flush)).isEqualTo(new FlushResult(1499, List.of()));
    assertThat(keys()).isZero();
  }

  @Test
  void anAbandonedOneSaysHowFarItCame() {
    putNumbered(1500);
    Flush flush = flush("*");
    flush.step();
    flush.abandon();

    assertThat(resultOf(flush)).isEqualTo(new FlushResult(1000, List.of(MemoryBackend.NODE)));
  }

  private Flush flush(String pattern) {
    return new Flush(segments, NAMESPACE, Glob.of(pattern), version, () -> now);
  }

  private static void finish(Flush flush) {
    while (flush.step()) {
      // as often as it takes
    }
  }

  private static FlushResult resultOf(Flush flush) {
    return BlockingCache.await(flush.result());
  }

  private void putNumbered(int count) {
    for (int i = 0; i < count; i++) {
      put(Integer.toString(i));
    }
  }

  private void put(String name) {
    put(name, Ttl.FOREVER);
  }

  private void put(String name, Ttl ttl) {
    NewEntry entry = new NewEntry(new byte[] {'1'}, ttl, Tags.NONE);
    version++;
    segments.with(
        NAMESPACE,
        segment ->
            segment.put(
                Stored.of(key(name), entry, version, now),
                Precondition.NONE,
                Quota.UNLIMITED,
                now));
  }

  private static CacheKey key(String name) {
    return CacheKey.of(NAMESPACE, name);
  }

  private long keys() {
    return segments.with(NAMESPACE, segment -> segment.stats(now).keys());
  }
}
