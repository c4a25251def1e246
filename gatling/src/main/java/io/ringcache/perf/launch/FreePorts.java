package io.ringcache.perf.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address that nobody listens on; below those that kernels give to outgoing
 * connections.
 */
final class FreePorts {

  private static final int FIRST = 10_000;
  private static final int BEYOND_LAST = 30_000;
  private static final int ATTEMPTS = 100;

  private FreePorts() {}

  static int next() {
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND_LAST);
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException e) {
        // taken: another one
      }
    }
    throw new IllegalStateException("no free port in " + ATTEMPTS + " attempts");
  }
}
