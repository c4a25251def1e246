package io.ringcache.cache.redis;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue in front of an owner thread. Thread-safe; only the owner waits on it.
 *
 * <p>Not an {@code ArrayBlockingQueue}: its lock is taken by every caller and its signal wakes the
 * owner once for each call, while here a caller wakes an owner that sleeps and nobody else.
 */
final class CallQueue {

  private final ConcurrentLinkedQueue<RedisCall<?>> calls = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final int capacity;
  private volatile @Nullable Thread sleeper;

  CallQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Whether there was room. */
  boolean offer(RedisCall<?> call) {
    if (size.incrementAndGet() > capacity) {
      size.decrementAndGet();
      return false;
    }
    calls.add(call);
    wake();
    return true;
  }

  @Nullable RedisCall<?> poll() {
    RedisCall<?> call = calls.poll();
    if (call != null) {
      size.decrementAndGet();
    }
    return call;
  }

  /** The next, which stays; null for none. */
  @Nullable RedisCall<?> peek() {
    return calls.peek();
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  int size() {
    return size.get();
  }

  /** Those waiting, oldest first; weakly consistent. */
  Iterable<RedisCall<?>> waiting() {
    return calls;
  }

  /**
   * Waits until there is a call, or {@link #wake}, or the time is over. For the owner only.
   *
   * @return whether there is a call
   */
  boolean await(long nanos) {
    sleeper = Thread.currentThread();
    // Between the caller's add and its look at the sleeper lies this look at the queue: one of the
    // two sees the other.
    if (calls.isEmpty()) {
      LockSupport.parkNanos(this, nanos);
    }
    sleeper = null;
    return !calls.isEmpty();
  }

  /** Ends the owner's wait, if it waits. */
  void wake() {
    Thread waiting = sleeper;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }
}
