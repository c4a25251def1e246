package io.ringcache.cache.memcached;

import static io.ringcache.cache.memcached.Links.bytes;
import static io.ringcache.cache.memcached.Links.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.testing.MemcachedServer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Walks through a node with many keys. */
class MemcachedWalkIT {

  private static final int KEYS = 100_000;

  private static final MemcachedServer SERVER = MemcachedServer.start("-m", "128");
  private static MemcachedLink link;

  @BeforeAll
  static void fill() {
    link = Links.to(SERVER);
    for (int from = 0; from < KEYS; from += 5_000) {
      List<CompletionStage<Void>> sets =
          IntStream.range(from, from + 5_000)
              .mapToObj(i -> link.set(key(i), bytes("v" + i), 0))
              .toList();
      sets.forEach(Links::join);
    }
  }

  @AfterAll
  static void close() {
    link.close();
    SERVER.close();
  }

  private static String key(int i) {
    return "cache:ns:%2F" + i;
  }

  @Test
  void everyKeyThatWasThereThroughoutIsShownWhileOthersWrite() {
    AtomicBoolean walked = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !walked.get(); i++) {
                join(link.set("other-" + i, bytes("x"), 0));
                join(link.set(key(i % KEYS), bytes("again"), 0));
              }
            });
    for (int i = 0; i < 3; i++) {
      assertThat(keysShown(link)).hasSize(KEYS);
    }
    walked.set(true);
    writer.join();
  }

  @Test
  void aGentleWalkShowsTheSame() {
    Set<String> shown = ConcurrentHashMap.newKeySet();
    join(
        link.walk(
            line -> {
              String key = line.key().toString();
              if (key.startsWith("cache:ns:")) {
                shown.add(key);
              }
            },
            Pace.GENTLE));
    assertThat(shown).isEqualTo(keysShown(link)).hasSize(KEYS);
  }

  @Test
  void twoProcessesWalkOneAfterTheOther() {
    try (MemcachedLink other = Links.to(SERVER)) {
      CompletableFuture<Set<String>> first = CompletableFuture.supplyAsync(() -> keysShown(link));
      CompletableFuture<Set<String>> second = CompletableFuture.supplyAsync(() -> keysShown(other));
      assertThat(first.join()).hasSize(KEYS);
      assertThat(second.join()).hasSize(KEYS);
    }
  }

  @Test
  void thoseWhoComeWhileAWalkWaitsShareItAndSeeEverything() {
    List<AtomicInteger> counts = IntStream.range(0, 20).mapToObj(i -> new AtomicInteger()).toList();
    List<CompletionStage<Void>> walks =
        counts.stream().map(count -> link.walk(line -> count.incrementAndGet())).toList();
    assertThat(Set.copyOf(walks)).hasSizeLessThan(20);
    walks.forEach(Links::join);
    assertThat(counts).allSatisfy(count -> assertThat(count).hasValueGreaterThanOrEqualTo(KEYS));
  }

  @Test
  void aLineTellsWhatTheNodeKnows() {
    Item item = Objects.requireNonNull(join(link.gets(List.of(key(7)))).get(key(7)));
    AtomicInteger seen = new AtomicInteger();
    join(
        link.walk(
            line -> {
              if (line.key().toString().equals(key(7))
                  && line.cas() == item.cas()
                  && line.expiresAt() == -1
                  && line.lastAccess() > 1_700_000_000
                  && line.size() >= 60
                  && line.size() <= 120) {
                seen.incrementAndGet();
              }
            }));
    assertThat(seen).hasValue(1);
  }

  @Test
  void anEmptyNodeShowsNothing() {
    try (MemcachedServer empty = MemcachedServer.start();
        MemcachedLink toEmpty = Links.to(empty)) {
      AtomicInteger seen = new AtomicInteger();
      join(toEmpty.walk(line -> seen.incrementAndGet()));
      assertThat(seen).hasValue(0);
    }
  }

  private static Set<String> keysShown(MemcachedLink walker) {
    Set<String> keys = ConcurrentHashMap.newKeySet();
    join(
        walker.walk(
            line -> {
              String key = line.key().toString();
              if (key.startsWith("cache:ns:")) {
                keys.add(key);
              }
            }));
    return keys;
  }
}
