package io.ringcache.testing;

/** A server that was started for tests, as a process or in a container. */
interface RunningServer {

  /**
   * Ends it without letting it finish anything. Returns when it is dead; no effect on a dead one.
   */
  void kill();

  /** Freezes it: the kernel still takes connections and bytes, nobody answers. */
  void pause();

  /** Ends a {@link #pause}. */
  void resume();
}
