package io.ringcache.cache.memory;

import io.ringcache.cache.EvictionPolicy;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a full namespace keeps, by a search through all of it for every victim: the policies spelled
 * out as plainly as can be. Time is in whole minutes; nothing expires.
 */
final class PolicySimulation {

  /** An entry; {@code count} is the one that Redis' LFU would have on the average. */
  private static final class Held {
    final int bytes;
    final long written;
    long used;
    long expiresAt;
    double count = 5;
    long countedAt;

    Held(int bytes, long written, long expiresAt, long now) {
      this.bytes = bytes;
      this.written = written;
      this.used = written;
      this.expiresAt = expiresAt;
      this.countedAt = now;
    }

    double countAt(long now) {
      return count - Duration.ofSeconds(now - countedAt).toMinutes();
    }
  }

  private final EvictionPolicy policy;
  private final long quota;
  private final Map<String, Held> held = new HashMap<>();
  private long calls = 0;
  private long evictions = 0;

  PolicySimulation(EvictionPolicy policy, long quota) {
    this.policy = policy;
    this.quota = quota;
  }

  void put(String name, int bytes, long expiresAt, long now) {
    held.remove(name);
    while (sum() + bytes > quota) {
      held.remove(victim(now));
      evictions++;
    }
    held.put(name, new Held(bytes, ++calls, expiresAt, now));
  }

  void get(String name, long now) {
    Held entry = held.get(name);
    if (entry != null) {
      double count = Math.max(0, entry.countAt(now));
      entry.count = Math.min(255, count + 1 / (Math.max(0, count - 5) * 10 + 1));
      entry.countedAt = now;
      entry.used = ++calls;
    }
  }

  void touch(String name, long expiresAt) {
    Held entry = held.get(name);
    if (entry != null) {
      entry.expiresAt = expiresAt;
    }
  }

  void delete(String name) {
    held.remove(name);
  }

  Set<String> names() {
    return held.keySet();
  }

  long evictions() {
    return evictions;
  }

  private long sum() {
    return held.values().stream().mapToLong(entry -> entry.bytes).sum();
  }

  private String victim(long now) {
    Comparator<Held> order =
        switch (policy) {
          case LRU -> Comparator.comparingLong(entry -> entry.used);
          // rounded, so that equal ones are; below 0 is how long it has been there
          case LFU ->
              Comparator.<Held>comparingLong(entry -> Math.round(entry.countAt(now) * 1e6))
                  .thenComparingLong(entry -> entry.used);
          case FIFO -> Comparator.comparingLong(entry -> entry.written);
          case TTL ->
              Comparator.<Held>comparingLong(entry -> entry.expiresAt)
                  .thenComparingLong(entry -> entry.written);
          case NONE -> throw new IllegalArgumentException("nobody gives way");
        };
    return held.keySet().stream()
        .min(Comparator.comparing(name -> Objects.requireNonNull(held.get(name)), order))
        .orElseThrow();
  }
}
