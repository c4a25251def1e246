package io.ringcache.cache.memory;

import static java.time.temporal.ChronoUnit.MICROS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.BlockingCache;
import io.ringcache.cache.Entry;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.cache.Ttl;
import io.ringcache.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the memory backend makes of its clock, to the microsecond. */
final class MemoryBackendTimeTest {

  private static final NamespaceName NAMESPACE = new NamespaceName("ns");

  private final ManualClock clock = new ManualClock();
  private final MemoryBackend backend =
      MemoryBackend.start(clock, Duration.ofHours(1), TestNamespaces.of(NAMESPACE));
  private final BlockingCache cache = new BlockingCache(backend, NAMESPACE);

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void anEntryLivesToItsLastMicrosecond() {
    cache.put("k", "1", Ttl.ofSeconds(1));
    assertThat(cache.get("k").map(Entry::ttlMillis)).contains(1000L);

    clock.move(Duration.of(1, MICROS));
    assertThat(cache.get("k").map(Entry::ttlMillis)).contains(1000L);

    clock.move(Duration.ofMillis(1));
    assertThat(cache.get("k").map(Entry::ttlMillis)).contains(999L);

    clock.move(Duration.of(998_998, MICROS));
    assertThat(cache.get("k").map(Entry::ttlMillis)).contains(1L);

    clock.move(Duration.of(1, MICROS));
    assertThat(cache.get("k")).isEmpty();
  }

  @Test
  void bytesAndKeysGoInTheMicrosecondOfTheExpiry() {
    List<String> names = IntStream.range(0, 5000).mapToObj(i -> "key" + i).toList();
    cache.putAll(names, "1", Ttl.ofSeconds(1));
    cache.put("k", "1", Ttl.ofSeconds(2));

    clock.move(Duration.of(999_999, MICROS));
    assertThat(cache.stats().keys()).isEqualTo(5001);

    clock.move(Duration.of(1, MICROS));
    assertThat(cache.stats().keys()).isEqualTo(1);
    assertThat(cache.stats().bytes()).isEqualTo(2);
  }

  @Test
  void theVersionIsTheTimeOfTheWrite() {
    long micros = MICROS.between(Instant.EPOCH, clock.instant());

    assertThat(cache.put("k", "1").version()).isEqualTo(micros);
  }

  @Test
  void versionsGoOnWhereTheClockWentBack() {
    long first = cache.put("k", "1").version();
    clock.move(Duration.ofHours(-1));

    assertThat(cache.put("k", "2").version()).isEqualTo(first + 1);
    assertThat(cache.get("k").map(Entry::createdAtMicros)).contains(first + 1);
  }

  @Test
  void anEntryStoredAfterTheClockWentBackLivesAsLongAsItShould() {
    clock.move(Duration.ofHours(-1));
    cache.put("k", "1", Ttl.ofSeconds(10));

    assertThat(cache.get("k").map(Entry::ttlMillis)).contains(10_000L);
    clock.move(Duration.ofSeconds(10));
    assertThat(cache.get("k")).isEmpty();
  }
}
