package io.ringcache.testing;

import java.util.List;

/** Somewhere that a server for tests can be had from: a program, or Docker. */
interface ServerSource {

  /**
   * Starts a server that keeps nothing on disk, reachable on that port of 127.0.0.1, and returns
   * when it takes connections. Its data is gone when it is killed.
   *
   * @param args options of the server's program, such as {@code --maxmemory 10mb}
   * @throws PortTakenException if someone else has the port
   */
  RestartableServer start(int port, List<String> args) throws PortTakenException;
}
