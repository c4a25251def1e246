package io.ringcache.perf.launch;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be closed at the end, the last first; whatever one of them throws. Thread-safe. */
final class Closing implements AutoCloseable {

  private final Deque<AutoCloseable> all = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T on(T closeable) {
    all.push(closeable);
    return closeable;
  }

  @Override
  public synchronized void close() {
    while (!all.isEmpty()) {
      try {
        all.pop().close();
      } catch (Exception e) {
        System.err.println("could not be stopped: " + e);
      }
    }
  }
}
