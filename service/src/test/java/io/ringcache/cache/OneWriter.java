package io.ringcache.cache;

import static io.ringcache.cache.BlockingCache.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes, removes and reads keys that nobody else writes, and so knows what may be there: nothing,
 * or what it wrote last. A write that failed counts as much as one that was done: what was there
 * before it must not be seen again. For one thread, except for its counters.
 */
final class OneWriter {

  private static final int KEYS = 40;

  private final CacheBackend backend;
  private final NamespaceName namespace;
  private final String name;
  private final Tags tags;
  private final Map<CacheKey, String> last = new HashMap<>();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private long writes;

  OneWriter(CacheBackend backend, NamespaceName namespace, String name) {
    this.backend = backend;
    this.namespace = namespace;
    this.name = name;
    this.tags = Tags.of(List.of(name));
  }

  /** Calls that were answered. */
  long answers() {
    return answers.get();
  }

  /** Calls that failed. */
  long failures() {
    return failures.get();
  }

  void runUntil(AtomicBoolean stop) {
    while (!stop.get()) {
      CacheKey key = CacheKey.of(namespace, name + "-" + random(KEYS));
      try {
        int kind = random(200);
        if (kind == 0) {
          last.clear();
          count(await(backend.flush(namespace, Glob.of(name + "-*"))));
        } else if (kind == 1) {
          last.clear();
          count(await(backend.invalidate(namespace, tags)));
        } else if (kind < 20) {
          last.remove(key);
          await(backend.delete(key, Precondition.NONE));
        } else if (kind < 80) {
          put(key);
        } else {
          check(key, await(backend.get(key)));
        }
        answers.incrementAndGet();
      } catch (CacheException e) {
        assertThat(e)
            .isInstanceOfAny(
                CacheException.NodeUnavailable.class, CacheException.NodeTimeout.class);
        failures.incrementAndGet();
      }
    }
  }

  private void put(CacheKey key) {
    String json = "\"" + key.name() + " " + writes++ + "\"";
    last.put(key, json);
    await(
        backend.put(key, new NewEntry(json.getBytes(UTF_8), Ttl.FOREVER, tags), Precondition.NONE));
  }

  private void check(CacheKey key, Optional<Entry> read) {
    read.ifPresent(
        entry ->
            assertThat(new String(entry.json(), UTF_8))
                .as("%s", key)
                .isEqualTo(last.getOrDefault(key, "nothing")));
  }

  private void count(FlushResult result) {
    failures.addAndGet(result.failedNodes().size());
  }

  private static int random(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }
}
