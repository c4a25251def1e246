package io.ringcache.testing;

import java.util.List;

/** Somewhere that a PostgreSQL for tests can be had from: programs, or Docker. */
interface PostgresSource {

  /** A new database cluster, which no server runs on yet. */
  Cluster create();

  /** What PostgreSQL calls so: the data of one server, which outlives its processes. */
  interface Cluster {

    /** Of the superuser {@code postgres}; asked for by SCRAM, over TCP. */
    String password();

    /**
     * Starts a server on the data, reachable on that port of 127.0.0.1, and returns when it takes
     * connections. One at a time, and always with the same arguments once it succeeded.
     *
     * @param options of the program {@code postgres}, such as {@code -c max_connections=20}
     * @throws PortTakenException if someone else has the port
     */
    RunningServer start(int port, List<String> options) throws PortTakenException;

    /** Removes the data. The server is to be killed first. */
    void delete();
  }
}
