package io.ringcache.cache.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.BlockingCache;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Quota;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.cache.Ttl;
import io.ringcache.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the memory backend evicts exactly whom its policies name, and no more than it has to. */
final class MemoryEvictionTest {

  private static final NamespaceName NAMESPACE = new NamespaceName("ns");
  private static final int QUOTA = 20_000;

  private final ManualClock clock = new ManualClock();
  private final TestNamespaces namespaces = TestNamespaces.of(NAMESPACE);
  private final MemoryBackend backend = MemoryBackend.start(clock, Duration.ofHours(1), namespaces);
  private final BlockingCache cache = new BlockingCache(backend, NAMESPACE);
  private long seconds = 0;

  @AfterEach
  void close() {
    backend.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void theVictimsAreThoseOfTheSimulation(EvictionPolicy policy) {
    limit(QUOTA, policy);
    PolicySimulation simulation = new PolicySimulation(policy, QUOTA);
    Random random = new Random(1);
    for (int step = 0; step < 4000; step++) {
      doTheSame(simulation, "k" + Math.min(random.nextInt(300), random.nextInt(300)), random);

      assertThat(cache.list("*", 1000))
          .as("step %d", step)
          .containsExactlyInAnyOrderElementsOf(simulation.names());
    }
    assertThat(cache.stats().evictions()).isEqualTo(simulation.evictions()).isGreaterThan(500);
  }

  private void doTheSame(PolicySimulation simulation, String name, Random random) {
    Ttl ttl = Ttl.ofSeconds(1_000_000 + random.nextInt(1000) * 60L);
    switch (random.nextInt(20)) {
      case 0 -> {
        cache.delete(name);
        simulation.delete(name);
      }
      case 1 -> {
        cache.touch(name, ttl);
        simulation.touch(name, seconds + ttl.seconds());
      }
      case 2 -> move(random.nextInt(3));
      case 3, 4, 5, 6, 7, 8, 9, 10, 11 -> {
        cache.get(name);
        simulation.get(name, seconds);
      }
      default -> {
        int bytes = 100 + random.nextInt(500);
        put(name, bytes, ttl);
        simulation.put(name, bytes, seconds + ttl.seconds(), seconds);
      }
    }
  }

  @Test
  void theQuotaIsNeverExceededByAByteAndFilledToTheLast() {
    limit(QUOTA, EvictionPolicy.LRU);
    for (int i = 0; i < 100; i++) {
      put("k" + i, 1000, Ttl.FOREVER);
      assertThat(cache.stats().bytes()).isEqualTo(Math.min(i + 1, 20) * 1000L);
    }
    assertThat(cache.stats().evictions()).isEqualTo(80);
  }

  @Test
  void entriesForEverAreTheLastToGoByTtl() {
    limit(4000, EvictionPolicy.TTL);
    put("ever", 1000, Ttl.FOREVER);
    put("late", 1000, Ttl.ofSeconds(Ttl.MAX_SECONDS));
    put("soon", 1000, Ttl.ofSeconds(10));
    put("touched", 1000, Ttl.ofSeconds(1));
    cache.touch("touched", Ttl.FOREVER);

    put("a", 1000, Ttl.FOREVER);
    assertThat(cache.list("*", 10)).containsExactly("ever", "late", "touched", "a");
    put("b", 1000, Ttl.FOREVER);
    assertThat(cache.list("*", 10)).containsExactly("ever", "touched", "a", "b");
    put("c", 1000, Ttl.FOREVER);
    assertThat(cache.list("*", 10)).containsExactly("touched", "a", "b", "c");
  }

  @Test
  void aChangeOfPolicyKnowsWhatWasReadAndWrittenBefore() {
    limit(3000, EvictionPolicy.FIFO);
    put("a", 1000, Ttl.FOREVER);
    put("b", 1000, Ttl.FOREVER);
    put("c", 1000, Ttl.FOREVER);
    cache.get("b");
    cache.get("b");
    cache.get("b");
    cache.get("a");

    limit(3000, EvictionPolicy.LRU);
    put("d", 1000, Ttl.FOREVER);
    assertThat(cache.list("*", 10)).containsExactly("a", "b", "d");
    cache.get("d");
    limit(3000, EvictionPolicy.LFU);
    put("e", 1000, Ttl.FOREVER);
    assertThat(cache.list("*", 10)).containsExactly("b", "d", "e");
  }

  @Test
  void whatWasOftenReadLongAgoGoesBeforeWhatIsReadNow() {
    limit(2000, EvictionPolicy.LFU);
    put("past", 1000, Ttl.FOREVER);
    IntStream.range(0, 100).forEach(i -> cache.get("past"));
    move(60);
    put("present", 1000, Ttl.FOREVER);

    put("new", 1000, Ttl.FOREVER);
    assertThat(cache.list("*", 10)).containsExactly("present", "new");
  }

  @Test
  void oneWriteMayHaveToEvictMoreThanAStepTakes() {
    limit(100_000, EvictionPolicy.FIFO);
    List<String> names = IntStream.range(10_000, 14_000).mapToObj(i -> "k" + i).toList();
    cache.putAll(names, "1", Ttl.FOREVER);
    assertThat(cache.stats().keys()).isEqualTo(4000);

    put("large", 100_000 - 7, Ttl.FOREVER);

    assertThat(cache.list("*", 10)).containsExactly("k13999", "large");
    assertThat(cache.stats().evictions()).isEqualTo(3999);
  }

  private void limit(long bytes, EvictionPolicy policy) {
    namespaces.register(NAMESPACE, new Quota(bytes, policy));
  }

  private void put(String name, int bytes, Ttl ttl) {
    cache.put(name, '"' + "x".repeat(bytes - name.length() - 2) + '"', ttl);
  }

  private void move(int minutes) {
    clock.move(Duration.ofMinutes(minutes));
    seconds += 60L * minutes;
  }
}
