package io.ringcache.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address that nobody listens on at the moment of asking; whoever binds one
 * must be ready to lose the race and ask again.
 *
 * <p>They lie below the range that kernels give to outgoing connections (32768 and up on Linux,
 * 49152 on the others): while a test has its server killed, no client's socket takes the server's
 * port away, and a client that keeps trying it can not end up connected to itself.
 */
final class FreePort {

  private static final int FIRST = 10_000;
  private static final int BEYOND_LAST = 30_000;
  private static final int ATTEMPTS = 100;

  private FreePort() {}

  static int next() {
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
