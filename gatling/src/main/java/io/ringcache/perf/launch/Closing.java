package io.ringcache.perf.launch;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be closed at the end, the last first; whatever one of them throws. Thread-safe. */
final class Closing implements AutoCloseable {

  private final Deque<AutoCloseable> all = new ArrayDeque<>();
  private volatile boolean closed;

  synchronized <T extends AutoCloseable> T on(T closeable) {
    all.push(closeable);
    return closeable;
  }

  /** Whether the end has begun. */
  boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!all.isEmpty()) {
      try {
        all.pop().close();
      } catch (Exception e) {
        System.err.println("could not be stopped: " + e);
      }
    }
  }
}
