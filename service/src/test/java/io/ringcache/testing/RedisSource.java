package io.ringcache.testing;

import java.util.List;

/** Somewhere that a Redis for tests can be had from: a program, or Docker. */
interface RedisSource {

  /**
   * Starts a Redis without persistence, reachable on that port of 127.0.0.1, and returns when it
   * takes connections.
   *
   * @param args options of {@code redis-server}, such as {@code --maxmemory 10mb}
   * @throws PortTakenException if someone else has the port
   */
  Running start(int port, List<String> args) throws PortTakenException;

  /** One that was started; its data is gone when it ends. */
  interface Running {

    /**
     * As {@code kill -9}: connections are reset. Returns when it is dead; no effect on a dead one.
     */
    void kill();

    /** Freezes it: the kernel still takes connections and bytes, nobody answers. */
    void pause();

    /** Ends a {@link #pause}. */
    void resume();
  }

  /** Someone else listens on the port. */
  final class PortTakenException extends Exception {

    private static final long serialVersionUID = 1L;

    PortTakenException(int port, Throwable cause) {
      super("port " + port + " is taken", cause);
    }

    PortTakenException(int port) {
      super("port " + port + " is taken");
    }
  }
}
