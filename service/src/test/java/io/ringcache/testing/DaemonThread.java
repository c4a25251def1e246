package io.ringcache.testing;

import java.io.IOException;

/** A thread for blocking I/O, which ends when its connection does or when it is interrupted. */
final class DaemonThread {

  /** What such a thread does. */
  interface Task {
    void run() throws IOException, InterruptedException;
  }

  private DaemonThread() {}

  static Thread start(String name, Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException | InterruptedException e) {
                return; // that was its end
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Waits for a thread that has been told to end, a few seconds at most. */
  static void awaitEnd(Thread thread) {
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new IllegalStateException(thread.getName() + " does not end");
    }
  }
}
