package io.ringcache.audit;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The events that are not written yet, in the order in which they were told: an event stays until
 * it is written, so that the size says how many are not. Thread-safe; for one writer.
 */
final class AuditQueue {

  private final int capacity;
  private final Queue<PendingEvent> events = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;

  AuditQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Adds an event, unless the queue is full or closed. Does not block. */
  boolean offer(PendingEvent event) {
    lock.lock();
    try {
      if (closed || events.size() >= capacity) {
        return false;
      }
      events.add(event);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The first events, which stay in the queue. Blocks until there are some.
   *
   * @return empty if the queue is closed and nothing is left in it
   */
  List<PendingEvent> await(int max) {
    lock.lock();
    try {
      while (events.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      return events.stream().limit(max).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Removes the first event, if there is one. */
  void removeFirst() {
    lock.lock();
    try {
      events.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Removes everything and says what it was. */
  List<PendingEvent> clear() {
    lock.lock();
    try {
      List<PendingEvent> left = List.copyOf(events);
      events.clear();
      return left;
    } finally {
      lock.unlock();
    }
  }

  /** Blocks for that time, but not after {@link #close}, which an interrupt amounts to. */
  void pause(long millis) {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more events, and ends the waits of the writer. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return events.size();
    } finally {
      lock.unlock();
    }
  }
}
