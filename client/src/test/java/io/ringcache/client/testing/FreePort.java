package io.ringcache.client.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port of the loopback address, below those that kernels give to outgoing connections. */
public final class FreePort {

  private static final int FIRST = 10_000;
  private static final int BEYOND_LAST = 30_000;

  private FreePort() {}

  /** One that nobody listens on. */
  public static int next() {
    IOException last = new IOException();
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND_LAST);
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException e) {
        last = e; // taken: another one
      }
    }
    throw new UncheckedIOException(last);
  }
}
