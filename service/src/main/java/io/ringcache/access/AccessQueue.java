package io.ringcache.access;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way from the requests' threads to the one that writes them. Of bounded length;
 * whoever adds to it never waits and takes no lock, so that a thread which is held up holds up no
 * other.
 *
 * <p>The writer sleeps and is not woken by each event, only by those that find the queue half full.
 */
final class AccessQueue {

  private final MpscArrayQueue<AccessEvent> events;
  private final int half;
  private final AtomicReference<@Nullable Thread> sleeper = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * A queue.
   *
   * @param capacity is rounded up to a power of two
   */
  AccessQueue(int capacity) {
    this.events = new MpscArrayQueue<>(capacity);
    this.half = Math.max(1, events.capacity() / 2);
  }

  /** Adds an event, from any thread; false if there is no room. */
  boolean offer(AccessEvent event) {
    if (events.offerIfBelowThreshold(event, half)) {
      return true;
    }
    wake();
    return events.offer(event);
  }

  /** Takes events, by the one thread that writes them; returns how many. */
  int drainTo(Consumer<AccessEvent> sink, int limit) {
    return events.drain(sink::accept, limit);
  }

  /** Waits until the queue is half full or closed, for that long at most; the writer's. */
  void rest(long nanos) {
    sleeper.set(Thread.currentThread());
    if (!closed && events.size() < half) {
      LockSupport.parkNanos(this, nanos);
    }
    sleeper.set(null);
  }

  /** About how many are in it. */
  int size() {
    return events.size();
  }

  /** How many can be in it. */
  int capacity() {
    return events.capacity();
  }

  boolean isClosed() {
    return closed;
  }

  /** Ends the writer's rests. */
  void close() {
    closed = true;
    wake();
  }

  private void wake() {
    @Nullable Thread thread = sleeper.get();
    if (thread != null && sleeper.compareAndSet(thread, null)) {
      LockSupport.unpark(thread);
    }
  }
}
