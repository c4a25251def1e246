package io.ringcache.cache.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringcache.cache.BlockingCache;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Ttl;
import io.ringcache.testing.ManualClock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens without anybody calling. */
final class HousekeeperTest {

  private static final NamespaceName NAMESPACE = new NamespaceName("ns");

  private final ManualClock clock = new ManualClock();
  private final Set<NamespaceName> registered = ConcurrentHashMap.newKeySet();
  private final AtomicInteger rounds = new AtomicInteger();
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile Quota quota = Quota.UNLIMITED;
  private volatile boolean stalling = false;
  private volatile Thread lastAsking = Thread.currentThread();

  private final MemoryBackend backend =
      MemoryBackend.start(clock, Duration.ofMillis(10), new Directory());
  private final BlockingCache cache = new BlockingCache(backend, NAMESPACE);

  /** Asked for its names once or twice a round, by the housekeeper only. */
  private final class Directory implements NamespaceDirectory {
    @Override
    public Collection<NamespaceName> names() {
      return namespaces();
    }

    @Override
    public Quota quota(NamespaceName namespace) {
      return quota;
    }
  }

  private Collection<NamespaceName> namespaces() {
    lastAsking = Thread.currentThread();
    rounds.incrementAndGet();
    if (failing.getAndSet(false)) {
      throw new IllegalStateException("the registry is away: this error is part of the test");
    }
    if (stalling) {
      stalled.countDown();
      try {
        mayGoOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return registered;
  }

  @AfterEach
  void close() {
    mayGoOn.countDown();
    backend.close();
  }

  @Test
  void expiredEntriesLeaveTheHeapThoughNobodyAsksForThem() {
    registered.add(NAMESPACE);
    cache.putAll(names(5000), "1", Ttl.ofSeconds(1));
    cache.put("stays", "1", Ttl.ofSeconds(100));
    assertThat(usedBytes()).isGreaterThan(6);

    clock.move(Duration.ofSeconds(1));

    await().untilAsserted(() -> assertThat(usedBytes()).isEqualTo(6));
  }

  @Test
  void aRoundThatFailsIsNotTheLast() {
    failing.set(true);
    await().until(() -> !failing.get());
    cache.put("k", "1", Ttl.ofSeconds(1));

    clock.move(Duration.ofSeconds(1));

    await().untilAsserted(() -> assertThat(usedBytes()).isZero());
  }

  @Test
  void anEmptiedNamespaceKeepsItsCountersWhileItIsRegistered() {
    registered.add(NAMESPACE);
    cache.put("k", "1");
    cache.get("k");
    cache.get("absent");
    cache.flush("*");

    awaitRounds(2);

    assertThat(cache.stats()).isEqualTo(new NamespaceStats(1, 1, 0, 0, 0, false));
  }

  @Test
  void nothingStaysOfAnEmptyNamespaceThatIsNotRegistered() {
    cache.put("k", "1");
    cache.get("k");
    cache.delete("k");

    await().untilAsserted(() -> assertThat(cache.stats()).isEqualTo(NamespaceStats.ZERO));
  }

  @Test
  void theEntriesOfANamespaceThatIsNotRegisteredStay() {
    cache.put("k", "1");
    cache.get("k");

    awaitRounds(2);

    assertThat(cache.value("k")).contains("1");
    assertThat(cache.stats()).isEqualTo(new NamespaceStats(1, 0, 1, 2, 0, false));
  }

  @Test
  void versionsGoOnInANamespaceThatWasDroppedThoughTheClockWentBack() {
    long first = cache.put("k", "1").version();
    cache.get("k");
    cache.delete("k");
    clock.move(Duration.ofHours(-1));
    await().untilAsserted(() -> assertThat(cache.stats()).isEqualTo(NamespaceStats.ZERO));

    assertThat(cache.put("k", "1").version()).isGreaterThan(first);
  }

  @Test
  void aFlushUnderWayWhenTheBackendIsClosedSaysThatItIsNotComplete() throws InterruptedException {
    cache.putAll(names(1500), "1", Ttl.FOREVER);
    stalling = true;
    stalled.await();
    CompletionStage<FlushResult> flush = backend.flush(NAMESPACE, Glob.ALL);

    backend.close();
    mayGoOn.countDown();

    assertThat(BlockingCache.await(flush))
        .isEqualTo(new FlushResult(1000, List.of(MemoryBackend.NODE)));
  }

  @Test
  void aQuotaThatWasLoweredIsReachedThoughNobodyWrites() {
    quota = new Quota(1_000_000, EvictionPolicy.FIFO);
    cache.putAll(names(5000), "1", Ttl.FOREVER);

    quota = new Quota(16, EvictionPolicy.FIFO);

    await().untilAsserted(() -> assertThat(usedBytes()).isEqualTo(16));
    assertThat(cache.list("*", 10)).containsExactly("key4998", "key4999");
    assertThat(cache.stats().evictions()).isEqualTo(4998);
  }

  @Test
  void itsThreadIsADaemonAndEndsWithTheBackend() {
    awaitRounds(1);
    Thread thread = lastAsking;
    assertThat(thread.isDaemon()).isTrue();

    backend.close();

    await().until(() -> !thread.isAlive());
  }

  private void awaitRounds(int more) {
    int before = rounds.get();
    await().until(() -> rounds.get() >= before + more);
  }

  private long usedBytes() {
    return BlockingCache.await(backend.health()).nodes().get(0).usedBytes();
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "key" + i).toList();
  }
}
