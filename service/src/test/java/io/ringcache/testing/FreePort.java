package io.ringcache.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address that nobody listens on at the moment of asking. Whoever binds one
 * may lose the race for it to somebody else.
 *
 * <p>They lie below the range that kernels give to outgoing connections (32768 and up on Linux,
 * 49152 on the others): while a test has its server killed, no client's socket takes the server's
 * port away, and a client that keeps trying it can not end up connected to itself.
 */
public final class FreePort {

  private static final int FIRST = 10_000;
  private static final int BEYOND_LAST = 30_000;
  private static final int ATTEMPTS = 100;

  private static final int RACES = 10;

  /** Something that takes the port it is given. */
  interface Binder<T> {
    T bind(int port) throws PortTakenException;
  }

  private FreePort() {}

  /** Lets it have a free port, and another one whenever it loses the race for one. */
  static <T> T bind(Binder<T> binder) {
    for (int i = 0; i < RACES; i++) {
      try {
        return binder.bind(next());
      } catch (PortTakenException e) {
        // lost the race for the port: another one
      }
    }
    throw new IllegalStateException("no port could be bound in " + RACES + " attempts");
  }

  /** One of them. */
  public static int next() {
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND_LAST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no free port found from "
            + FIRST
            + " to "
            + BEYOND_LAST
            + " in "
            + ATTEMPTS
            + " attempts");
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
