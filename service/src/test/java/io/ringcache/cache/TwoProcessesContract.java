package io.ringcache.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two processes of the service on the same nodes. What one has done the other one knows within 2 s.
 */
interface TwoProcessesContract extends EvictionQualityContract {

  /** The test's own namespace, as another process sees it. */
  BlockingCache elsewhere();

  @Test
  default void whatOneStoresTheOtherFinds() {
    cache().put("k", "1");
    assertThat(elsewhere().value("k")).contains("1");

    assertThat(elsewhere().delete("k")).isTrue();
    assertThat(cache().value("k")).isEmpty();
  }

  @Test
  default void bothShowTheSameNumbers() {
    cache().put("k", "1");
    elsewhere().put("l", "12");
    cache().get("k");
    elsewhere().get("k");
    elsewhere().get("absent");
    elsewhere().delete("l");

    NamespaceStats expected = new NamespaceStats(2, 1, 1, 2, 0, false);
    assertSoon(() -> assertThat(cache().stats()).isEqualTo(expected));
    assertSoon(() -> assertThat(elsewhere().stats()).isEqualTo(expected));
  }

  @Test
  default void theReadsOfBothAreAccesses() {
    cache().put("k", "1");
    cache().get("k");
    elsewhere().get("k");
    elsewhere().get("k");

    assertSoon(() -> assertThat(accesses(cache())).isEqualTo(3));
    assertSoon(() -> assertThat(accesses(elsewhere())).isEqualTo(3));
  }

  @Test
  default void theLastAccessIsThatOfEither() {
    cache().put("k", "1");
    elsewhere().get("k");

    assertSoon(
        () -> assertThat(cache().inspect("k").orElseThrow().lastAccessedMillis()).isPresent());
  }

  @ParameterizedTest
  @EnumSource(names = {"LRU", "LFU"})
  default void whatIsReadElsewhereIsNotEvictedFirst(EvictionPolicy policy) {
    limit(new Quota(FULL, policy));
    store("hot", Ttl.FOREVER);
    letPass(Duration.ofMillis(100));
    store("idle", Ttl.FOREVER);
    letPass(Duration.ofMillis(100));
    for (int i = 0; i < 30; i++) {
      elsewhere().getAll(names("hot", HALF));
    }
    letPass(Duration.ofSeconds(2));

    assertThatMostVictimsAre("idle");
  }

  private static long accesses(BlockingCache process) {
    return process.inspect("k").orElseThrow().accessCount();
  }

  private static void assertSoon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(2)).untilAsserted(assertion);
  }
}
