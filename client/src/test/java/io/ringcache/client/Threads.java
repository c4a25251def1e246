package io.ringcache.client;

/** Threads of the tests. */
final class Threads {

  private Threads() {}

  static Thread start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
