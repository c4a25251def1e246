package io.ringcache.cache.memcached;

import static io.ringcache.cache.memcached.FakeNodeKeys.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.BlockingCache;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Quota;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.cache.Ttl;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecountsTest {

  /** Overflows in the pause after the second walk. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_899_500_000L);

  private final TestNamespaces namespaces = new TestNamespaces();
  private final FakeNodeKeys fake = new FakeNodeKeys();
  private final Recounts recounts = fake.keys.recounts(namespaces, nanos::get);

  /** One entry, counted once. */
  @BeforeEach
  void store() {
    namespaces.register(NAMESPACE, new Quota(100, EvictionPolicy.NONE));
    fake.put("k", "123", Ttl.ofSeconds(5), Quota.UNLIMITED);
    recounts.start();
    assertThat(fake.keys.lastKnownBytes(NAMESPACE)).isEqualTo(4);
    pass(Duration.ofSeconds(1));
  }

  @Test
  void whatHasExpiredIsNoLongerHeld() {
    fake.letPass(5000);
    assertThat(fake.keys.lastKnownBytes(NAMESPACE)).isEqualTo(4);

    recounts.start();

    assertThat(fake.keys.lastKnownBytes(NAMESPACE)).isZero();
  }

  @Test
  void itRestsForAlmostASecond() {
    recounts.start();
    int walks = fake.node.walks();

    pass(Duration.ofMillis(899));
    recounts.start();
    assertThat(fake.node.walks()).isEqualTo(walks);

    pass(Duration.ofMillis(1));
    recounts.start();
    assertThat(fake.node.walks()).isEqualTo(walks + 1);
  }

  @Test
  void itRestsForNineTimesAsLongAsItTook() {
    CompletableFuture<Void> end = new CompletableFuture<>();
    fake.node.endWalks(end);
    recounts.start();
    int walks = fake.node.walks();
    pass(Duration.ofSeconds(2));
    end.complete(null);

    pass(Duration.ofMillis(17_999));
    recounts.start();
    assertThat(fake.node.walks()).isEqualTo(walks);

    pass(Duration.ofMillis(1));
    recounts.start();
    assertThat(fake.node.walks()).isEqualTo(walks + 1);
  }

  @Test
  void oneIsUnderWayAtATime() {
    fake.node.endWalks(new CompletableFuture<>());
    recounts.start();
    int walks = fake.node.walks();

    pass(Duration.ofHours(1));
    recounts.start();

    assertThat(fake.node.walks()).isEqualTo(walks);
  }

  @Test
  void afterAFailureItGoesOn() {
    fake.node.endWalks(CompletableFuture.failedFuture(new CacheException.NodeTimeout("fake", 500)));
    recounts.start();
    fake.node.endWalks(CompletableFuture.completedFuture(null));
    fake.letPass(5000);

    pass(Duration.ofSeconds(1));
    recounts.start();

    assertThat(fake.keys.lastKnownBytes(NAMESPACE)).isZero();
  }

  @Test
  void whatHasNoQuotaIsNotWalkedThrough() {
    namespaces.register(NAMESPACE, Quota.UNLIMITED);
    int walks = fake.node.walks();

    recounts.start();

    assertThat(fake.node.walks()).isEqualTo(walks);
  }

  @Test
  void ofManyNamespacesEachIsCountedAndAFewAtATime() {
    for (int i = 0; i < 250; i++) {
      NamespaceName one = new NamespaceName("ns-" + i);
      namespaces.register(one, new Quota(100, EvictionPolicy.NONE));
      CompletionStage<Void> unused =
          fake.node.set(WireKey.generation(one), Stamp.fresh(i).bytes(), 0);
    }
    fake.letPass(5000);
    fake.node.calls();
    CompletableFuture<Void> end = new CompletableFuture<>();
    fake.node.endWalks(end);

    recounts.start();
    assertThat(fake.node.calls()).isLessThanOrEqualTo(100);
    end.complete(null);

    assertThat(fake.node.calls()).isGreaterThanOrEqualTo(150);
    assertThat(fake.keys.lastKnownBytes(NAMESPACE)).isZero();
  }

  @Test
  void whatIsNotRegisteredIsForgotten() {
    WeakReference<NamespaceName> gone = missOf("gone");
    BlockingCache.await(fake.keys.report());

    recounts.start();

    Awaitility.await()
        .until(
            () -> {
              System.gc();
              return gone.get() == null;
            });
  }

  private WeakReference<NamespaceName> missOf(String name) {
    NamespaceName namespace = new NamespaceName(name);
    assertThat(BlockingCache.await(fake.reads.get(CacheKey.of(namespace, "k")))).isEmpty();
    return new WeakReference<>(namespace);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
