package io.ringcache.cache.memory;

import io.ringcache.cache.EvictionListener;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Quota;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * A segment a namespace, each with its own lock. Thread-safe.
 *
 * <p>A segment can be dropped while a thread waits for its lock. Whoever has the lock therefore
 * checks that the segment is still the namespace's, and a segment is dropped under its lock only:
 * so no write goes into one that nobody will find again.
 */
final class Segments {

  /** How many entries are dealt with under a lock at a time: about a millisecond's worth. */
  static final int STEP = 1000;

  private final ConcurrentMap<NamespaceName, Segment> segments = new ConcurrentHashMap<>();

  private volatile EvictionListener evictions = EvictionListener.NONE;

  /** Has somebody told of evictions, under the segment's lock. */
  void onEviction(EvictionListener listener) {
    evictions = listener;
  }

  /** Runs an operation alone on the namespace's segment, which is made if there is none. */
  <T> T with(NamespaceName namespace, Function<Segment, T> operation) {
    while (true) {
      Segment segment = segments.computeIfAbsent(namespace, unused -> new Segment());
      synchronized (segment) {
        if (segments.get(namespace) == segment) {
          return tellingOfEvictions(namespace, segment, operation);
        }
      }
    }
  }

  /** Also of those before a refusal. */
  private <T> T tellingOfEvictions(
      NamespaceName namespace, Segment segment, Function<Segment, T> operation) {
    long before = segment.evictions();
    try {
      return operation.apply(segment);
    } finally {
      long evicted = segment.evictions() - before;
      if (evicted > 0) {
        evictions.evicted(namespace, evicted);
      }
    }
  }

  /**
   * As {@link #with}, again and again until there is an answer, letting others in after each time.
   */
  <T> T withUntilDone(NamespaceName namespace, Function<Segment, Optional<T>> operation) {
    while (true) {
      Optional<T> answer = with(namespace, operation);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
  }

  /** Drops the namespace's segment, with its counters, if it is the kind to drop. */
  void dropIf(NamespaceName namespace, Predicate<Segment> condition) {
    with(namespace, segment -> condition.test(segment) && segments.remove(namespace, segment));
  }

  /** The namespaces that have a segment, as a view that may change while it is walked. */
  Set<NamespaceName> namespaces() {
    return segments.keySet();
  }

  /** Removes what has expired, letting others in after every thousand. */
  void removeExpired(NamespaceName namespace, LongSupplier now) {
    int removed;
    do {
      removed = with(namespace, segment -> segment.removeExpired(now.getAsLong(), STEP));
    } while (removed == STEP);
  }

  /** Evicts what is over a quota, letting others in after every thousand. */
  void trim(NamespaceName namespace, Quota quota, LongSupplier now) {
    boolean again;
    do {
      again = with(namespace, segment -> segment.trim(quota, now.getAsLong(), STEP));
    } while (again);
  }

  /** What all entries of all namespaces count for. */
  long bytes() {
    return segments.keySet().stream().mapToLong(name -> with(name, Segment::bytes)).sum();
  }
}
