package io.ringcache.testing;

/** A server that can be started again on what it keeps on disk. */
interface RestartableServer extends RunningServer {

  /** Kills it and starts it again on that. Returns when it takes connections. */
  RestartableServer again() throws PortTakenException;
}
